import { sql } from 'drizzle-orm'
import { boolean, date, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type {
  RotationAfter,
  RotationBlock,
  RotationPolicy,
  RotationReason,
  RotationStatus,
  UnmappedReason,
} from '../enums.ts'
import { dated, owned, time } from './columns.ts'
import { domains } from './domains.ts'

/** A domain and the one that takes its place. Days are those of the mode's clock. */
export const rotations = pgTable(
  'rotations',
  {
    id: text('id').primaryKey(),
    ...owned,
    /** The old one. */
    domainId: text('domain_id').notNull(),
    /** Null until one was chosen or ordered. */
    replacementDomainId: text('replacement_domain_id'),
    /** What to order where there is no spare, in ASCII; null for none, or when it was ordered. */
    replacementName: text('replacement_name'),
    reason: text('reason').$type<RotationReason>().notNull(),
    policy: text('policy').$type<RotationPolicy>().notNull(),
    status: text('status').$type<RotationStatus>().notNull(),
    blockedReason: text('blocked_reason').$type<RotationBlock>(),
    /** What a person can do about it. */
    message: text('message'),
    after: text('after').$type<RotationAfter>().notNull(),
    graceDays: integer('grace_days').notNull(),
    /** Of an order that it places, in cents; null for the account's ceiling alone. */
    maxSpendCents: integer('max_spend_cents'),
    /** Whether it ordered its replacement. */
    hasOrdered: boolean('has_ordered').notNull().default(false),
    /** The operation that retires the old domain at the end. */
    retireOperationId: text('retire_operation_id'),
    /** What the old mailboxes might send a day when the overlap began. */
    baseLimit: integer('base_limit').notNull().default(0),
    approvedAt: time('approved_at'),
    overlapOn: date('overlap_on', { mode: 'string' }),
    cutoverOn: date('cutover_on', { mode: 'string' }),
    drainUntil: date('drain_until', { mode: 'string' }),
    endedAt: time('ended_at'),
    ...dated,
  },
  (table) => [
    uniqueIndex('rotations_of_domain').on(table.accountId, table.livemode, table.domainId).where(sql`ended_at is null`),
    uniqueIndex('rotations_replacement')
      .on(table.accountId, table.livemode, table.replacementDomainId)
      .where(sql`ended_at is null`),
    index('rotations_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('rotations_list_by_domain').on(table.accountId, table.livemode, table.domainId, table.createdAt, table.id),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
    foreignKey({
      columns: [table.accountId, table.livemode, table.replacementDomainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** Which mailbox takes the place of which. While it is in force no other mailbox has the same successor. */
export const rotationMailboxes = pgTable(
  'rotation_mailboxes',
  {
    ...owned,
    rotationId: text('rotation_id').notNull(),
    position: integer('position').notNull(),
    oldMailboxId: text('old_mailbox_id').notNull(),
    oldDomainId: text('old_domain_id').notNull(),
    oldAddress: text('old_address').notNull(),
    /** Null where it has no successor. */
    newMailboxId: text('new_mailbox_id'),
    newDomainId: text('new_domain_id'),
    newAddress: text('new_address'),
    unmappedReason: text('unmapped_reason').$type<UnmappedReason>(),
    /** What the old mailbox might send a day when the overlap began. */
    baseLimit: integer('base_limit').notNull(),
    /** When the successor took its place; null before the cutover. */
    mappedAt: time('mapped_at'),
    /** Set when either of the two has begun another life. */
    endedAt: time('ended_at'),
  },
  (table) => [
    primaryKey({ name: 'rotation_mailboxes_key', columns: [table.rotationId, table.oldMailboxId] }),
    uniqueIndex('rotation_mailboxes_old').on(table.oldMailboxId).where(sql`ended_at is null`),
    uniqueIndex('rotation_mailboxes_new').on(table.newMailboxId).where(sql`ended_at is null`),
    index('rotation_mailboxes_of_domain').on(table.accountId, table.livemode, table.oldDomainId),
    foreignKey({ columns: [table.rotationId], foreignColumns: [rotations.id] }),
  ],
)

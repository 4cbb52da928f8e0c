import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import type { RotationPolicy } from '../enums.ts'
import { bytea } from './bytea.ts'
import { dated, owned, time } from './columns.ts'

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** The account that this one belongs to, as a vendor's customer; null for one of our own customers. */
    parentId: text('parent_id').references((): AnyPgColumn => accounts.id),
    /** The mode of a sub-account: what a test key makes is for tests. Null for an account of its own, which has both. */
    livemode: boolean('livemode'),
    metadata: jsonb('metadata').$type<Record<string, string>>().notNull().default({}),
    /** The most that the orders of a mode may come to in a calendar month (UTC), in cents; null for none. */
    spendCeilingCents: integer('spend_ceiling_cents'),
    currency: text('currency').notNull().default('USD'),
    /** Whether its mailboxes write to, and hear from, the others of the warmup's pool. */
    hasExchange: boolean('has_exchange').notNull().default(true),
    /** RFC 5646; of the messages of that exchange. */
    language: text('language').notNull().default('en'),
    /** When somebody confirmed that consent and local law are the sender's own responsibility, and by which key. */
    attestedAt: time('attested_at'),
    attestedByKeyId: text('attested_by_key_id'),
    /** The words that were confirmed, as they were at the time. */
    attestedStatement: text('attested_statement'),
    /** For domains that have none of their own. */
    rotationPolicy: text('rotation_policy').$type<RotationPolicy>().notNull().default('manual'),
    version: integer('version').notNull().default(1),
    ...dated,
  },
  (table) => [
    index('accounts_list').on(table.parentId, table.livemode, table.createdAt, table.id),
    check('accounts_mode', sql`(${table.parentId} is null) = (${table.livemode} is null)`),
  ],
)

/** The last event sequence of an account and mode: locked by whoever writes the next event, so there is no gap. */
export const eventSequences = pgTable(
  'event_sequences',
  { ...owned, last: bigint('last', { mode: 'number' }).notNull() },
  (table) => [primaryKey({ columns: [table.accountId, table.livemode] })],
)

export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    ...owned,
    name: text('name').notNull(),
    /** The start of the key, which may be shown again. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the whole key: keys are random, so they need no slow hash. */
    hash: bytea('hash').notNull(),
    scopes: text('scopes').array().notNull(),
    lastUsedAt: time('last_used_at'),
    expiresAt: time('expires_at'),
    revokedAt: time('revoked_at'),
    /** The key that took this one's place when it was rolled. */
    replacedById: text('replaced_by_id'),
    ...dated,
  },
  (table) => [
    unique('api_keys_hash').on(table.hash),
    index('api_keys_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    foreignKey({ columns: [table.accountId], foreignColumns: [accounts.id] }),
  ],
)

/** One AES key per account, itself sealed by the master key. */
export const dataKeys = pgTable('data_keys', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id),
  sealed: bytea('sealed').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
})

/** Secrets of customers' things: sealed with the account's data key, read only by id. */
export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    ...owned,
    /** What the secret opens: `tenant_admin`, `mailbox`, `webhook_secret`. */
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    sealed: bytea('sealed').notNull(),
    ...dated,
  },
  (table) => [unique('credentials_subject').on(table.accountId, table.livemode, table.kind, table.subjectId)],
)

/** Secrets of the platform itself, such as the rotated refresh token; sealed with the master key. */
export const platformSecrets = pgTable(
  'platform_secrets',
  {
    livemode: boolean('livemode').notNull(),
    name: text('name').notNull(),
    sealed: bytea('sealed').notNull(),
    ...dated,
  },
  (table) => [primaryKey({ columns: [table.livemode, table.name] })],
)

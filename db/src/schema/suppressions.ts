import { sql } from 'drizzle-orm'
import { index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { SuppressionReason } from '../enums.ts'
import { owned, time } from './columns.ts'

/** Recipients that are not to be written to again. A key is a digest of account, mode and address: the address itself is kept nowhere. */
export const suppressions = pgTable(
  'suppressions',
  {
    id: text('id').primaryKey(),
    ...owned,
    key: uuid('key').notNull(),
    recipientDomain: text('recipient_domain'),
    reason: text('reason').$type<SuppressionReason>().notNull(),
    /** Whose message told it: each domain learns it once. Null for what was added by hand. */
    domainId: text('domain_id'),
    mailboxId: text('mailbox_id'),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('suppressions_once')
      .on(table.accountId, table.livemode, table.key, table.reason, table.domainId)
      .nullsNotDistinct(),
    index('suppressions_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('suppressions_list_by_reason').on(table.accountId, table.livemode, table.reason, table.createdAt, table.id),
    index('suppressions_list_by_domain')
      .on(table.accountId, table.livemode, table.domainId, table.createdAt, table.id)
      .where(sql`domain_id is not null`),
  ],
)

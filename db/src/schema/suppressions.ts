import { index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { SuppressionReason } from '../enums.ts'
import { owned, time } from './columns.ts'

/** Recipients that do not exist, as a domain learned it. A key is a digest of account, mode and address: the address itself is kept nowhere. */
export const suppressions = pgTable(
  'suppressions',
  {
    id: text('id').primaryKey(),
    ...owned,
    key: uuid('key').notNull(),
    recipientDomain: text('recipient_domain'),
    reason: text('reason').$type<SuppressionReason>().notNull(),
    /** Whose message came back; each domain learns it once. */
    domainId: text('domain_id').notNull(),
    mailboxId: text('mailbox_id').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('suppressions_once').on(table.accountId, table.livemode, table.key, table.domainId),
    index('suppressions_list').on(table.accountId, table.livemode, table.createdAt, table.id),
  ],
)

import { bigint, date, foreignKey, index, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { Disposition } from '../enums.ts'
import { owned, time } from './columns.ts'
import { domains } from './domains.ts'

/** Reporters may write any number. */
const messageCount = (name: string) => bigint(name, { mode: 'number' })

/** An aggregate report that a receiver sent about a domain. */
export const dmarcReports = pgTable(
  'dmarc_reports',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    /** The same for each copy of the report. */
    key: text('key').notNull(),
    orgName: text('org_name').notNull(),
    reportId: text('report_id').notNull(),
    beginsAt: time('begins_at').notNull(),
    endsAt: time('ends_at').notNull(),
    /** As the reporter saw it published. */
    policy: text('policy').$type<Disposition>(),
    messages: messageCount('messages').notNull(),
    passed: messageCount('passed').notNull(),
    warnings: jsonb('warnings').$type<string[]>().notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('dmarc_reports_once').on(table.accountId, table.livemode, table.domainId, table.key),
    index('dmarc_reports_list').on(table.accountId, table.livemode, table.domainId, table.beginsAt, table.id),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** What reports say of a domain's mail, added up over reports: by the day of the mode's clock on which the report begins, and by who sent. */
export const dmarcSources = pgTable(
  'dmarc_sources',
  {
    ...owned,
    domainId: text('domain_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    sourceIp: text('source_ip').notNull(),
    messages: messageCount('messages').notNull(),
    /** Those that passed DMARC: by DKIM, by SPF, or by both. */
    passed: messageCount('passed').notNull(),
    dkimAligned: messageCount('dkim_aligned').notNull(),
    spfAligned: messageCount('spf_aligned').notNull(),
    quarantined: messageCount('quarantined').notNull(),
    rejected: messageCount('rejected').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'dmarc_sources_key',
      columns: [table.accountId, table.livemode, table.domainId, table.day, table.sourceIp],
    }),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

import { date, foreignKey, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { owned, time } from './columns.ts'
import { domains } from './domains.ts'

/** What the outside world said of a domain on one day, by whom it was asked: blocklists, DNS, and what mailbox providers publish. */
export const domainObservations = pgTable(
  'domain_observations',
  {
    ...owned,
    domainId: text('domain_id').notNull(),
    /** On the mode's own clock, in UTC. */
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    /** In the form of its kind, see `observations.ts`. */
    data: jsonb('data').$type<unknown>().notNull(),
    observedAt: time('observed_at').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'domain_observations_key',
      columns: [table.accountId, table.livemode, table.domainId, table.day, table.kind, table.subject],
    }),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

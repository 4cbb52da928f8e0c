import { date, foreignKey, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { DomainHealth, VerdictCause } from '../enums.ts'
import { owned, time } from './columns.ts'
import { domains } from './domains.ts'

/** The newest verdict of a domain and all that the next one needs. Days are those of the mode's clock, in UTC. */
export const verdictStates = pgTable(
  'verdict_states',
  {
    ...owned,
    domainId: text('domain_id').primaryKey(),
    /** The last day that was judged. */
    day: date('day', { mode: 'string' }).notNull(),
    /** What the rules keep from one day to the next, in their own form. */
    state: jsonb('state').$type<unknown>().notNull(),
    /** What was said of that day, and what had been said before: with the numbers in `state` it can be computed again. */
    verdict: jsonb('verdict').$type<unknown>().notNull(),
    before: jsonb('before').$type<unknown>().notNull(),
    judgedAt: time('judged_at').notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** Verdicts that changed a domain's health or its cause, each with the numbers that it rests on. */
export const verdictChanges = pgTable(
  'verdict_changes',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    health: text('health').$type<DomainHealth>().notNull(),
    previousHealth: text('previous_health').$type<DomainHealth>().notNull(),
    cause: text('cause').$type<VerdictCause>(),
    verdict: jsonb('verdict').$type<unknown>().notNull(),
    /** From this the verdict can be computed again. */
    basis: jsonb('basis').$type<unknown>().notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('verdict_changes_once').on(table.accountId, table.livemode, table.domainId, table.day),
    index('verdict_changes_list').on(table.accountId, table.livemode, table.domainId, table.createdAt, table.id),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

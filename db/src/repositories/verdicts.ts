import { and, asc, eq, gte, or, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { verdictChanges, verdictStates } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

export type VerdictState = typeof verdictStates.$inferSelect
export type VerdictStateRow = Omit<VerdictState, 'accountId' | 'livemode' | 'judgedAt'>
export type VerdictChange = typeof verdictChanges.$inferSelect
export type VerdictSpan = Pick<VerdictChange, 'day' | 'health' | 'cause'>
export type NewVerdictChange = Omit<VerdictChange, 'id' | 'accountId' | 'livemode' | 'createdAt'>

export function createVerdictRepository(executor: Executor) {
  return {
    /** Null for a domain that was never judged. */
    async state(owner: Owner, domainId: string): Promise<VerdictState | null> {
      const [row] = await executor
        .select()
        .from(verdictStates)
        .where(and(ownedBy(verdictStates, owner), eq(verdictStates.domainId, domainId)))
      return row ?? null
    },

    async keep(owner: Owner, row: VerdictStateRow): Promise<void> {
      const { domainId: _, ...values } = row
      await executor
        .insert(verdictStates)
        .values({ ...owner, ...row })
        .onConflictDoUpdate({ target: verdictStates.domainId, set: { ...values, judgedAt: new Date() } })
    },

    async addChange(owner: Owner, change: NewVerdictChange): Promise<void> {
      await executor
        .insert(verdictChanges)
        .values({ id: newId('verdictChange'), ...owner, ...change })
        .onConflictDoNothing()
    },

    async changes(owner: Owner, domainId: string, query: PageQuery): Promise<Page<VerdictChange>> {
      const rows = await executor
        .select()
        .from(verdictChanges)
        .where(
          and(
            ownedBy(verdictChanges, owner),
            eq(verdictChanges.domainId, domainId),
            pageConditions(verdictChanges, query),
          ),
        )
        .orderBy(...newestFirst(verdictChanges))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** What was said on each day from this one on, oldest first, and what was said last before it. */
    async spans(owner: Owner, domainId: string, from: string): Promise<VerdictSpan[]> {
      const { day, health, cause } = verdictChanges
      const ofDomain = and(ownedBy(verdictChanges, owner), eq(verdictChanges.domainId, domainId))
      const before = sql`(select max(${day}) from ${verdictChanges} where ${ofDomain} and ${day} < ${from})`
      return await executor
        .select({ day, health, cause })
        .from(verdictChanges)
        .where(and(ofDomain, or(gte(day, from), eq(day, before))))
        .orderBy(asc(day))
    },
  }
}

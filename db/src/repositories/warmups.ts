import { and, desc, eq, gte, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { MailboxStatus } from '../enums.ts'
import type { Owner } from '../owner.ts'
import {
  domains,
  domainWarmups,
  mailboxDays,
  mailboxes,
  mailboxWarmups,
  warmupDays,
  warmupMessages,
} from '../schema/index.ts'
import type { DailyPlan } from '../warmup.ts'
import type { Days } from './mailbox-days.ts'
import { one, ownedBy } from './rows.ts'

export type DomainWarmup = typeof domainWarmups.$inferSelect
export type MailboxWarmup = typeof mailboxWarmups.$inferSelect
export type WarmupDay = typeof warmupDays.$inferSelect
export type DomainWarmupChange = Partial<
  Pick<
    DomainWarmup,
    'choice' | 'zone' | 'startedOn' | 'plannedOn' | 'sentDays' | 'watchDays' | 'sendFromDay' | 'course'
  >
>

export interface SentOfDay {
  mailboxId: string
  day: string
  sent: number
}

export interface NewLimit {
  id: string
  dailySendLimit: number
  status: MailboxStatus
}

export function createWarmupRepository(executor: Executor) {
  const byDomain = (owner: Owner, domainId: string) =>
    and(ownedBy(domainWarmups, owner), eq(domainWarmups.domainId, domainId))
  return {
    async get(owner: Owner, domainId: string): Promise<DomainWarmup | null> {
      const [row] = await executor.select().from(domainWarmups).where(byDomain(owner, domainId))
      return row ?? null
    },

    async set(owner: Owner, domainId: string, change: DomainWarmupChange): Promise<DomainWarmup> {
      return one(
        await executor
          .insert(domainWarmups)
          .values({ ...owner, domainId, ...change })
          .onConflictDoUpdate({ target: domainWarmups.domainId, set: { ...change, updatedAt: new Date() } })
          .returning(),
      )
    },

    /** Its ramp begins with its next plan, as if it had never sent; what was asked of it stays. */
    async restart(owner: Owner, domainId: string): Promise<void> {
      await executor
        .update(domainWarmups)
        .set({ startedOn: null, sentDays: 0, watchDays: 0, sendFromDay: null, course: null, updatedAt: new Date() })
        .where(byDomain(owner, domainId))
      await executor
        .delete(mailboxWarmups)
        .where(and(ownedBy(mailboxWarmups, owner), eq(mailboxWarmups.domainId, domainId)))
    },

    async mailboxes(owner: Owner, domainId: string): Promise<MailboxWarmup[]> {
      return executor
        .select()
        .from(mailboxWarmups)
        .where(and(ownedBy(mailboxWarmups, owner), eq(mailboxWarmups.domainId, domainId)))
    },

    async saveMailboxes(rows: MailboxWarmup[]): Promise<void> {
      if (rows.length === 0) return
      await executor
        .insert(mailboxWarmups)
        .values(rows)
        .onConflictDoUpdate({
          target: mailboxWarmups.mailboxId,
          set: {
            sentDays: sql`excluded.sent_days`,
            lastSentOn: sql`excluded.last_sent_on`,
            lastSendLimit: sql`excluded.last_send_limit`,
            lastWarmupVolume: sql`excluded.last_warmup_volume`,
          },
        })
    },

    async saveDay(owner: Owner, domainId: string, day: string, plans: DailyPlan[]): Promise<void> {
      await executor
        .insert(warmupDays)
        .values({ ...owner, domainId, day, plans })
        .onConflictDoUpdate({
          target: [warmupDays.accountId, warmupDays.livemode, warmupDays.domainId, warmupDays.day],
          set: { plans },
        })
    },

    /** The newest `most`, newest first. */
    async days(owner: Owner, domainId: string, most: number): Promise<WarmupDay[]> {
      return executor
        .select()
        .from(warmupDays)
        .where(and(ownedBy(warmupDays, owner), eq(warmupDays.domainId, domainId)))
        .orderBy(desc(warmupDays.day))
        .limit(most)
    },

    /** What a domain's mailboxes really sent: by their sequencers, as signals tell, and of the exchange. */
    async sent(owner: Owner, domainId: string, { from, to }: Days): Promise<SentOfDay[]> {
      const exchanged = await executor
        .select({ mailboxId: warmupMessages.fromMailboxId, day: warmupMessages.day, sent: sql<number>`count(*)::int` })
        .from(warmupMessages)
        .where(
          and(
            ownedBy(warmupMessages, owner),
            eq(warmupMessages.domainId, domainId),
            gte(warmupMessages.day, from),
            lte(warmupMessages.day, to),
            eq(warmupMessages.status, 'sent'),
          ),
        )
        .groupBy(warmupMessages.fromMailboxId, warmupMessages.day)
      const signalled = await executor
        .select({
          mailboxId: mailboxDays.mailboxId,
          day: mailboxDays.day,
          sent: sql<number>`sum(${mailboxDays.sent})::int`,
        })
        .from(mailboxDays)
        .where(
          and(
            ownedBy(mailboxDays, owner),
            eq(mailboxDays.domainId, domainId),
            gte(mailboxDays.day, from),
            lte(mailboxDays.day, to),
          ),
        )
        .groupBy(mailboxDays.mailboxId, mailboxDays.day)
      return [...exchanged, ...signalled].filter(({ sent }) => sent > 0)
    },

    /** Removes messages and plans of days before that one, at most `most` of each; answers with how many. */
    async forget(livemode: boolean, before: string, most: number): Promise<number> {
      const old = (table: typeof warmupMessages | typeof warmupDays) =>
        sql`delete from ${table} where ctid = any (array(select ctid from ${table}
          where livemode = ${livemode} and day < ${before} limit ${most}))`
      const messages = await executor.execute(old(warmupMessages))
      const days = await executor.execute(old(warmupDays))
      return Math.max(messages.rowCount ?? 0, days.rowCount ?? 0)
    },

    /** Domains that have been ready for a while and were never planned: nobody runs their days. Oldest first. */
    async neverPlanned(readyBefore: Date, most: number): Promise<(Owner & { domainId: string })[]> {
      return executor
        .select({ accountId: domains.accountId, livemode: domains.livemode, domainId: domains.id })
        .from(domains)
        .leftJoin(domainWarmups, eq(domainWarmups.domainId, domains.id))
        .where(
          and(
            lte(domains.readyAt, readyBefore),
            inArray(domains.status, ['warming', 'active', 'resting']),
            isNull(domainWarmups.plannedOn),
          ),
        )
        .orderBy(domains.readyAt)
        .limit(most)
    },

    /** Domains of a mode whose days are run. */
    async running(livemode: boolean): Promise<(Owner & { domainId: string })[]> {
      return executor
        .select({ accountId: domains.accountId, livemode: domains.livemode, domainId: domains.id })
        .from(domains)
        .innerJoin(domainWarmups, eq(domainWarmups.domainId, domains.id))
        .where(
          and(
            eq(domains.livemode, livemode),
            inArray(domains.status, ['warming', 'active', 'resting']),
            isNotNull(domainWarmups.plannedOn),
          ),
        )
    },

    /** The limits of a day, in one statement. */
    async setLimits(owner: Owner, limits: NewLimit[]): Promise<void> {
      if (limits.length === 0) return
      const rows = limits.map((row) => sql`(${row.id}::text, ${row.dailySendLimit}::int, ${row.status}::text)`)
      await executor.execute(sql`
        update ${mailboxes} set daily_send_limit = wanted.daily_send_limit, status = wanted.status,
          version = version + 1, updated_at = now()
        from (values ${sql.join(rows, sql`, `)}) as wanted (id, daily_send_limit, status)
        where ${mailboxes.id} = wanted.id and ${ownedBy(mailboxes, owner)}`)
    },
  }
}

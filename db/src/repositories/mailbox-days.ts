import { and, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { mailboxDays } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

/** Days in UTC, `YYYY-MM-DD`, both of them included. */
export interface Days {
  from: string
  to: string
}

const sumOf = (column: PgColumn): SQL<number> => sql<number>`sum(${column})::int`

const sums = {
  sent: sumOf(mailboxDays.sent),
  delivered: sumOf(mailboxDays.delivered),
  deferred: sumOf(mailboxDays.deferred),
  bounced: sumOf(mailboxDays.bounced),
  bouncedHard: sumOf(mailboxDays.bouncedHard),
  complained: sumOf(mailboxDays.complained),
  replied: sumOf(mailboxDays.replied),
  opened: sumOf(mailboxDays.opened),
  unsubscribed: sumOf(mailboxDays.unsubscribed),
  placedInbox: sumOf(mailboxDays.placedInbox),
  placedSpam: sumOf(mailboxDays.placedSpam),
  warmupInbox: sumOf(mailboxDays.warmupInbox),
  warmupSpam: sumOf(mailboxDays.warmupSpam),
  recipientUnknown: sumOf(mailboxDays.recipientUnknown),
  recipientState: sumOf(mailboxDays.recipientState),
  senderReputation: sumOf(mailboxDays.senderReputation),
  domainBlocked: sumOf(mailboxDays.domainBlocked),
  accountRestricted: sumOf(mailboxDays.accountRestricted),
  ipBlocked: sumOf(mailboxDays.ipBlocked),
  authFailure: sumOf(mailboxDays.authFailure),
  content: sumOf(mailboxDays.content),
  rate: sumOf(mailboxDays.rate),
  policyOfRecipient: sumOf(mailboxDays.policyOfRecipient),
  other: sumOf(mailboxDays.other),
}
const { day, recipientProvider, campaign, domainId, mailboxId } = mailboxDays

/** Signals of a day to one recipient provider, counted. */
export type SignalCounts = { [Name in keyof typeof sums]: number }
export interface SignalDay extends SignalCounts {
  day: string
  recipientProvider: string
}
export interface CampaignDay extends SignalDay {
  domainId: string
  /** Empty where the sender does not tell. */
  campaign: string
}

export function createMailboxDayRepository(executor: Executor) {
  const within = ({ from, to }: Days) => and(gte(day, from), lte(day, to))

  const daysWhere = (owner: Owner, days: Days, condition: SQL | undefined): Promise<SignalDay[]> =>
    executor
      .select({ day, recipientProvider, ...sums })
      .from(mailboxDays)
      .where(and(ownedBy(mailboxDays, owner), condition, within(days)))
      .groupBy(day, recipientProvider)
      .orderBy(day, recipientProvider)

  return {
    /** By day and recipient provider, oldest first; a day without signals has no row. */
    ofDomain: (owner: Owner, id: string, days: Days) => daysWhere(owner, days, eq(domainId, id)),

    /** The same of one mailbox of that domain. */
    ofMailbox: (owner: Owner, mailbox: { id: string; domainId: string }, days: Days) =>
      daysWhere(owner, days, and(eq(domainId, mailbox.domainId), eq(mailboxId, mailbox.id))),

    /** By campaign as well, of many domains in one statement: what verdicts rest on. */
    async byCampaign(owner: Owner, domainIds: string[], days: Days): Promise<CampaignDay[]> {
      if (domainIds.length === 0) return []
      return executor
        .select({ domainId, day, recipientProvider, campaign, ...sums })
        .from(mailboxDays)
        .where(and(ownedBy(mailboxDays, owner), inArray(domainId, domainIds), within(days)))
        .groupBy(domainId, day, recipientProvider, campaign)
        .orderBy(domainId, day, recipientProvider, campaign)
    },
  }
}

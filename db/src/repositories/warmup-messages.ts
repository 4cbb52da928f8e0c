import { and, asc, count, eq, gt, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { accounts, domains, mailboxes, tenants, warmupMessages } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

export type WarmupMessageRow = typeof warmupMessages.$inferSelect
export type WarmupMessageChange = Partial<
  Pick<WarmupMessageRow, 'status' | 'reason' | 'sentAt' | 'placement' | 'placedAt' | 'replyAt' | 'repliedAt'>
>
export type NewWarmupMessage = Pick<
  WarmupMessageRow,
  'id' | 'domainId' | 'fromMailboxId' | 'toMailboxId' | 'toDomainId' | 'toProvider' | 'day' | 'week' | 'sendAt'
>

/** A mailbox of the pool, as the worker reaches it. */
export interface Correspondent {
  id: string
  accountId: string
  domainId: string
  address: string
  displayName: string
  externalId: string | null
  tenantExternalId: string | null
  provider: string
  /** Whether it may be looked into: it is there, its domain is, and its account takes part. */
  isThere: boolean
}

export interface PlacementTally {
  day: string
  provider: string
  mailboxId: string
  placement: 'inbox' | 'spam' | 'missing' | 'unknown' | null
  count: number
  replies: number
}

/** A hundred mailboxes at 600 messages a day have so many between two windows; what is more waits for the next one. */
const PER_CALL = 10_000

export function createWarmupMessageRepository(executor: Executor) {
  const list = (condition: SQL | undefined, order: SQL) =>
    executor.select().from(warmupMessages).where(condition).orderBy(order).limit(PER_CALL)

  return {
    /** Plans those that are new; a pair that had to do with each other this week is left out. */
    async plan(owner: Owner, messages: NewWarmupMessage[]): Promise<void> {
      if (messages.length === 0) return
      const values = messages.map((message) => ({
        ...owner,
        ...message,
        pair: [message.fromMailboxId, message.toMailboxId].sort().join(' '),
      }))
      await executor.insert(warmupMessages).values(values).onConflictDoNothing()
    },

    /**
     * Of a domain, planned until then; those that a worker was about to send when it died as well, as long as their recipients have not
     * settled what became of them.
     */
    async due(owner: Owner, domainId: string, until: Date): Promise<WarmupMessageRow[]> {
      const { status, sendAt, reason, placement } = warmupMessages
      const open = or(eq(status, 'planned'), and(eq(status, 'sending'), isNull(reason), isNull(placement)))
      const mine = and(ownedBy(warmupMessages, owner), eq(warmupMessages.domainId, domainId))
      return list(and(mine, open, lte(sendAt, until)), asc(sendAt))
    },

    /** To a domain of any account, sent and not found yet. */
    async unplaced(livemode: boolean, toDomainId: string): Promise<WarmupMessageRow[]> {
      const { status, placement, sentAt } = warmupMessages
      const isOut = and(inArray(status, ['sent', 'sending']), isNull(placement), sql`${sentAt} is not null`)
      return list(
        and(eq(warmupMessages.livemode, livemode), eq(warmupMessages.toDomainId, toDomainId), isOut),
        asc(sentAt),
      )
    },

    async toAnswer(livemode: boolean, toDomainId: string, until: Date): Promise<WarmupMessageRow[]> {
      const { replyAt, repliedAt } = warmupMessages
      const isDue = and(lte(replyAt, until), isNull(repliedAt))
      return list(
        and(eq(warmupMessages.livemode, livemode), eq(warmupMessages.toDomainId, toDomainId), isDue),
        asc(replyAt),
      )
    },

    /** False when it is not (any more) in one of these states: somebody else has it. */
    async change(
      livemode: boolean,
      id: string,
      change: WarmupMessageChange,
      onlyIf: WarmupMessageRow['status'][] = ['planned', 'sending', 'sent'],
    ): Promise<boolean> {
      const rows = await executor
        .update(warmupMessages)
        .set(change)
        .where(
          and(eq(warmupMessages.livemode, livemode), eq(warmupMessages.id, id), inArray(warmupMessages.status, onlyIf)),
        )
        .returning({ id: warmupMessages.id })
      return rows.length > 0
    },

    /** Claims the answer to a message: true once only. */
    async claimReply(livemode: boolean, id: string, at: Date): Promise<boolean> {
      const rows = await executor
        .update(warmupMessages)
        .set({ repliedAt: at })
        .where(and(eq(warmupMessages.livemode, livemode), eq(warmupMessages.id, id), isNull(warmupMessages.repliedAt)))
        .returning({ id: warmupMessages.id })
      return rows.length > 0
    },

    /** How many went out since then, or may have. */
    async sentSince(owner: Owner, domainId: string, since: Date): Promise<number> {
      const [row] = await executor
        .select({ sent: count() })
        .from(warmupMessages)
        .where(
          and(
            ownedBy(warmupMessages, owner),
            eq(warmupMessages.domainId, domainId),
            gte(warmupMessages.day, sql`(${since.toISOString()}::timestamptz - interval '1 day')::date`),
            gt(warmupMessages.sentAt, since),
          ),
        )
      return row?.sent ?? 0
    },

    async sentOn(owner: Owner, domainId: string, day: string): Promise<Map<string, number>> {
      const rows = await executor
        .select({ id: warmupMessages.fromMailboxId, sent: count() })
        .from(warmupMessages)
        .where(
          and(
            ownedBy(warmupMessages, owner),
            eq(warmupMessages.domainId, domainId),
            eq(warmupMessages.day, day),
            inArray(warmupMessages.status, ['sent', 'sending']),
          ),
        )
        .groupBy(warmupMessages.fromMailboxId)
      return new Map(rows.map(({ id, sent }) => [id, sent]))
    },

    /** Where a domain's messages landed, by mailbox, day and the recipient's provider. */
    async placements(owner: Owner, domainId: string): Promise<PlacementTally[]> {
      const { day, toProvider, fromMailboxId, placement, repliedAt } = warmupMessages
      return executor
        .select({
          day,
          provider: toProvider,
          mailboxId: fromMailboxId,
          placement,
          count: count(),
          replies: sql<number>`count(${repliedAt})::int`,
        })
        .from(warmupMessages)
        .where(
          and(
            ownedBy(warmupMessages, owner),
            eq(warmupMessages.domainId, domainId),
            inArray(warmupMessages.status, ['sent', 'sending']),
          ),
        )
        .groupBy(day, toProvider, fromMailboxId, placement)
    },

    async correspondents(livemode: boolean, ids: string[]): Promise<Map<string, Correspondent>> {
      if (ids.length === 0) return new Map()
      const rows = await executor
        .select({
          id: mailboxes.id,
          accountId: mailboxes.accountId,
          domainId: mailboxes.domainId,
          address: mailboxes.address,
          displayName: mailboxes.displayName,
          externalId: mailboxes.externalId,
          tenantExternalId: tenants.externalId,
          provider: domains.provider,
          isThere: sql<boolean>`${mailboxes.status} in ('warming', 'active') and ${domains.status} in ('warming', 'active') and ${accounts.hasExchange}`,
        })
        .from(mailboxes)
        .innerJoin(domains, eq(domains.id, mailboxes.domainId))
        .innerJoin(accounts, eq(accounts.id, mailboxes.accountId))
        .leftJoin(tenants, eq(tenants.domainId, mailboxes.domainId))
        .where(and(eq(mailboxes.livemode, livemode), inArray(mailboxes.id, ids)))
      return new Map(rows.map((row) => [row.id, row]))
    },
  }
}

import { and, asc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { RotationStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { domains, mailboxes, rotationMailboxes, rotations } from '../schema/index.ts'
import type { Domain } from './domains.ts'
import { matches, one, ownedBy } from './rows.ts'

export type Rotation = typeof rotations.$inferSelect
export type NewRotation = Pick<
  Rotation,
  | 'domainId'
  | 'replacementDomainId'
  | 'replacementName'
  | 'reason'
  | 'policy'
  | 'status'
  | 'blockedReason'
  | 'message'
  | 'after'
  | 'graceDays'
  | 'maxSpendCents'
>
export type RotationChange = Partial<Omit<Rotation, 'id' | 'accountId' | 'livemode' | 'domainId' | 'createdAt'>>
export type RotationMailbox = typeof rotationMailboxes.$inferSelect
export type NewRotationMailbox = Omit<RotationMailbox, 'accountId' | 'livemode' | 'rotationId' | 'mappedAt' | 'endedAt'>

export interface RotationFilter {
  domainId?: string | undefined
  status?: RotationStatus | undefined
}

/** A domain that could take another one's place. */
export interface SpareDomain extends Domain {
  mailboxCount: number
}

const MOST_SPARES = 100

export function createRotationRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(rotations, owner), eq(rotations.id, id))
  const isOpen = isNull(rotations.endedAt)
  return {
    /** Null when the domain is being replaced already; waits for the end of a transaction that is about to do so. */
    async insert(owner: Owner, rotation: NewRotation): Promise<Rotation | null> {
      const values = { id: newId('rotation'), ...owner, ...rotation }
      const [row] = await executor.insert(rotations).values(values).onConflictDoNothing().returning()
      return row ?? null
    },

    async get(owner: Owner, id: string): Promise<Rotation | null> {
      const [row] = await executor.select().from(rotations).where(byId(owner, id))
      return row ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<Rotation | null> {
      const [row] = await executor.select().from(rotations).where(byId(owner, id)).for('update')
      return row ?? null
    },

    /** Rotations under way in which the domain is the old one or the new one, oldest first; not locked. */
    async openOfDomain(owner: Owner, domainId: string): Promise<Rotation[]> {
      return executor
        .select()
        .from(rotations)
        .where(
          and(
            ownedBy(rotations, owner),
            isOpen,
            or(eq(rotations.domainId, domainId), eq(rotations.replacementDomainId, domainId)),
          ),
        )
        .orderBy(asc(rotations.id))
    },

    async list(owner: Owner, filter: RotationFilter, query: PageQuery): Promise<Page<Rotation>> {
      const rows = await executor
        .select()
        .from(rotations)
        .where(
          and(
            ownedBy(rotations, owner),
            matches(rotations.domainId, filter.domainId),
            matches(rotations.status, filter.status),
            pageConditions(rotations, query),
          ),
        )
        .orderBy(...newestFirst(rotations))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    async update(owner: Owner, id: string, change: RotationChange): Promise<Rotation> {
      return one(
        await executor
          .update(rotations)
          .set({ ...change, updatedAt: new Date() })
          .where(byId(owner, id))
          .returning(),
      )
    },

    /**
     * Spares that no open rotation has to do with, oldest first. Locked until the transaction ends, so that two rotations never take
     * the same one; those that another one looks at are passed over.
     */
    async lockSpares(owner: Owner, wanted: Pick<Domain, 'provider' | 'residency'>): Promise<SpareDomain[]> {
      const living = sql<number>`(select count(*)::int from ${mailboxes} where ${mailboxes.domainId} = ${domains.id}
        and ${ownedBy(mailboxes, owner)} and ${mailboxes.retiredAt} is null and ${mailboxes.status} <> 'failed')`
      const isTaken = sql`exists (select 1 from ${rotations} where ${ownedBy(rotations, owner)} and ${isOpen}
        and (${rotations.domainId} = ${domains.id} or ${rotations.replacementDomainId} = ${domains.id}))`
      const rows = await executor
        .select({ domain: domains, mailboxCount: living })
        .from(domains)
        .where(
          and(
            ownedBy(domains, owner),
            eq(domains.isSpare, true),
            eq(domains.provider, wanted.provider),
            eq(domains.residency, wanted.residency),
            sql`not ${isTaken}`,
          ),
        )
        .orderBy(asc(domains.createdAt), asc(domains.id))
        .limit(MOST_SPARES)
        .for('update', { skipLocked: true })
      return rows.map(({ domain, mailboxCount }) => ({ ...domain, mailboxCount }))
    },

    /** Part of a transaction. */
    async addMailboxes(owner: Owner, rotationId: string, rows: NewRotationMailbox[]): Promise<void> {
      if (rows.length === 0) return
      await executor.insert(rotationMailboxes).values(rows.map((row) => ({ ...owner, rotationId, ...row })))
    },

    /** In the order of the old ones: at most 100. */
    async mailboxes(owner: Owner, rotationId: string): Promise<RotationMailbox[]> {
      return executor
        .select()
        .from(rotationMailboxes)
        .where(and(ownedBy(rotationMailboxes, owner), eq(rotationMailboxes.rotationId, rotationId)))
        .orderBy(rotationMailboxes.position)
    },

    /** Before the cutover nothing was promised to anybody: the rows go. */
    async dropMailboxes(owner: Owner, rotationId: string): Promise<void> {
      await executor
        .delete(rotationMailboxes)
        .where(
          and(
            ownedBy(rotationMailboxes, owner),
            eq(rotationMailboxes.rotationId, rotationId),
            isNull(rotationMailboxes.mappedAt),
          ),
        )
    },

    /** The successors take their places. */
    async markMapped(owner: Owner, rotationId: string, mappedAt: Date): Promise<void> {
      await executor
        .update(rotationMailboxes)
        .set({ mappedAt })
        .where(
          and(
            ownedBy(rotationMailboxes, owner),
            eq(rotationMailboxes.rotationId, rotationId),
            isNotNull(rotationMailboxes.newMailboxId),
          ),
        )
    },

    /** Mailboxes of a domain that are successors already, of whatever rotation. */
    async successorsOn(owner: Owner, domainId: string): Promise<string[]> {
      const rows = await executor
        .select({ id: rotationMailboxes.newMailboxId })
        .from(rotationMailboxes)
        .where(
          and(
            ownedBy(rotationMailboxes, owner),
            eq(rotationMailboxes.newDomainId, domainId),
            isNull(rotationMailboxes.endedAt),
          ),
        )
      return rows.flatMap(({ id }) => id ?? [])
    },

    /** What earlier rotations told of a domain is over: as the old one when it is replaced once more, as the successor when it is replaced itself. */
    async endMappings(
      owner: Owner,
      domainId: string,
      as: 'old' | 'successor',
      exceptRotationId: string,
    ): Promise<void> {
      const { oldDomainId, newDomainId, rotationId, endedAt } = rotationMailboxes
      await executor
        .update(rotationMailboxes)
        .set({ endedAt: new Date() })
        .where(
          and(
            ownedBy(rotationMailboxes, owner),
            eq(as === 'old' ? oldDomainId : newDomainId, domainId),
            ne(rotationId, exceptRotationId),
            isNull(endedAt),
          ),
        )
    },

    /** Caps what mailboxes may send a day, by mailbox; a limit that is higher now comes down with it. */
    async capLimits(owner: Owner, caps: { mailboxId: string; cap: number }[], reason: string): Promise<void> {
      if (caps.length === 0) return
      const list = sql.join(
        caps.map(({ mailboxId, cap }) => sql`(${mailboxId}::text, ${cap}::int)`),
        sql`, `,
      )
      await executor.execute(sql`
        update ${mailboxes} set limit_cap = caps.cap, limit_cap_reason = ${reason},
          daily_send_limit = least(daily_send_limit, caps.cap), version = version + 1, updated_at = now()
        from (values ${list}) as caps (id, cap)
        where ${mailboxes.id} = caps.id and ${ownedBy(mailboxes, owner)} and ${mailboxes.retiredAt} is null
          and ${mailboxes.limitCap} is distinct from caps.cap`)
    },

    /** Lifts the caps that `reason` has set. The ramp raises the limits again. */
    async liftCaps(owner: Owner, domainId: string, reason: string): Promise<void> {
      await executor
        .update(mailboxes)
        .set({ limitCap: null, limitCapReason: null, updatedAt: new Date() })
        .where(and(ownedBy(mailboxes, owner), eq(mailboxes.domainId, domainId), eq(mailboxes.limitCapReason, reason)))
    },
  }
}

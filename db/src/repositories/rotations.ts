import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { RotationStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { domains, mailboxes, rotations } from '../schema/index.ts'
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
  }
}

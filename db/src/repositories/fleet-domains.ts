import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { FleetRole } from '../enums.ts'
import type { Owner } from '../owner.ts'
import { domains, domainWarmups, fleetDomains, mailboxes, rotations, spendReservations } from '../schema/index.ts'
import type { Domain } from './domains.ts'
import { one, ownedBy } from './rows.ts'

export type FleetPlace = typeof fleetDomains.$inferSelect
export type FleetPlaceChange = Partial<Pick<FleetPlace, 'role' | 'roleSince' | 'readyOn' | 'lostOn' | 'leftOn'>>

/** A domain of a fleet with what its keeper looks at. */
export interface FleetMember {
  place: FleetPlace
  domain: Domain
  /** Mailboxes that can send, or could if nobody had paused them; and those of them that are not paused. */
  mailboxes: { living: number; unpaused: number }
  /** Null before its first day. */
  warmup: { startedOn: string | null; sentDays: number } | null
  /** It is the old one, or the new one, of a rotation that has not ended. */
  isReplaced: boolean
  isSuccessor: boolean
  /** That rotation waits for somebody to agree. */
  awaitsApproval: boolean
}

/** What a fleet may send today, and of what it is made. */
export interface FleetCapacity {
  dailySendLimit: number
  domains: Record<FleetRole, number>
}

const nothing = (): FleetCapacity => ({
  dailySendLimit: 0,
  domains: { provisioning: 0, ramping: 0, active: 0, spare: 0, resting: 0 },
})

export function createFleetDomainRepository(executor: Executor) {
  const present = (owner: Owner) => and(ownedBy(fleetDomains, owner), isNull(fleetDomains.leftOn))
  return {
    /** False where the place is taken: then another one has ordered for it. */
    async join(owner: Owner, place: Pick<FleetPlace, 'fleetId' | 'domainId' | 'joinedOn' | 'slot'>): Promise<boolean> {
      const values = { ...owner, ...place, role: 'provisioning' as const, roleSince: place.joinedOn }
      const rows = await executor.insert(fleetDomains).values(values).onConflictDoNothing().returning()
      return rows.length > 0
    },

    async takenSlots(owner: Owner, fleetId: string, day: string): Promise<number[]> {
      const rows = await executor
        .select({ slot: fleetDomains.slot })
        .from(fleetDomains)
        .where(and(ownedBy(fleetDomains, owner), eq(fleetDomains.fleetId, fleetId), eq(fleetDomains.joinedOn, day)))
      return rows.map(({ slot }) => slot)
    },

    async place(owner: Owner, domainId: string, change: FleetPlaceChange): Promise<void> {
      await executor
        .update(fleetDomains)
        .set(change)
        .where(and(ownedBy(fleetDomains, owner), eq(fleetDomains.domainId, domainId)))
    },

    /** Those that have not left, oldest first. */
    async members(owner: Owner, fleetId: string): Promise<FleetMember[]> {
      const open = (column: typeof rotations.domainId | typeof rotations.replacementDomainId, more = sql``) =>
        sql<boolean>`exists (select 1 from ${rotations} where ${ownedBy(rotations, owner)}
          and ${rotations.endedAt} is null and ${column} = ${domains.id} ${more})`
      const living = (more = sql``) =>
        sql<number>`(select count(*)::int from ${mailboxes} where ${ownedBy(mailboxes, owner)}
          and ${mailboxes.domainId} = ${domains.id} and ${mailboxes.status} in ('warming', 'active', 'paused') ${more})`
      return executor
        .select({
          place: fleetDomains,
          domain: domains,
          mailboxes: { living: living(), unpaused: living(sql`and ${mailboxes.status} <> 'paused'`) },
          warmup: { startedOn: domainWarmups.startedOn, sentDays: domainWarmups.sentDays },
          isReplaced: open(rotations.domainId),
          isSuccessor: open(rotations.replacementDomainId),
          awaitsApproval: open(rotations.domainId, sql`and ${rotations.status} = 'awaiting_approval'`),
        })
        .from(fleetDomains)
        .innerJoin(domains, and(ownedBy(domains, owner), eq(domains.id, fleetDomains.domainId)))
        .leftJoin(domainWarmups, and(ownedBy(domainWarmups, owner), eq(domainWarmups.domainId, domains.id)))
        .where(and(present(owner), eq(fleetDomains.fleetId, fleetId)))
        .orderBy(fleetDomains.joinedOn, fleetDomains.slot)
    },

    /** Of its domains since `from`: those that burned, and the days on which any could have. */
    async losses(
      owner: Owner,
      fleetId: string,
      { from, today }: { from: string; today: string },
    ): Promise<{ losses: number; domainDays: number }> {
      const { readyOn, lostOn, leftOn } = fleetDomains
      const days = sql`greatest(0, coalesce(${lostOn}, ${leftOn}, ${today}::date) - greatest(${readyOn}, ${from}::date))`
      return one(
        await executor
          .select({
            losses: sql<number>`(count(*) filter (where ${lostOn} >= ${from}::date))::int`,
            domainDays: sql<number>`coalesce(sum(${days}), 0)::int`,
          })
          .from(fleetDomains)
          .where(and(ownedBy(fleetDomains, owner), eq(fleetDomains.fleetId, fleetId))),
      )
    },

    /**
     * What its orders of this calendar month (UTC) hold, in cents; and how many of its domains were ordered before it and still cost
     * their monthly price.
     */
    async spending(owner: Owner, fleetId: string): Promise<{ orderedCents: number; keptDomains: number }> {
      const month = sql`date_trunc('month', now(), 'UTC')`
      const { orderedCents } = one(
        await executor
          .select({ orderedCents: sql`coalesce(sum(${spendReservations.amountCents}), 0)`.mapWith(Number) })
          .from(spendReservations)
          .innerJoin(fleetDomains, eq(fleetDomains.domainId, spendReservations.domainId))
          .where(
            and(
              ownedBy(spendReservations, owner),
              eq(fleetDomains.fleetId, fleetId),
              sql`${spendReservations.createdAt} >= ${month}`,
            ),
          ),
      )
      const { keptDomains } = one(
        await executor
          .select({ keptDomains: sql<number>`count(*)::int` })
          .from(fleetDomains)
          .innerJoin(domains, eq(domains.id, fleetDomains.domainId))
          .where(and(present(owner), eq(fleetDomains.fleetId, fleetId), sql`${domains.createdAt} < ${month}`)),
      )
      return { orderedCents, keptDomains }
    },

    /** One entry per id. What spares could send is not counted: nobody may send from them. */
    async capacities(owner: Owner, ids: string[]): Promise<Map<string, FleetCapacity>> {
      const capacities = new Map(ids.map((id) => [id, nothing()]))
      if (ids.length === 0) return capacities
      const rows = await executor
        .select({
          fleetId: fleetDomains.fleetId,
          role: fleetDomains.role,
          domains: sql<number>`count(distinct ${domains.id})::int`,
          limits: sql<number>`coalesce(sum(${mailboxes.dailySendLimit}) filter (where not ${domains.isSpare}), 0)::int`,
        })
        .from(fleetDomains)
        .innerJoin(domains, and(ownedBy(domains, owner), eq(domains.id, fleetDomains.domainId)))
        .leftJoin(
          mailboxes,
          and(ownedBy(mailboxes, owner), eq(mailboxes.domainId, domains.id), isNull(mailboxes.retiredAt)),
        )
        .where(and(present(owner), inArray(fleetDomains.fleetId, ids)))
        .groupBy(fleetDomains.fleetId, fleetDomains.role)
      for (const { fleetId, role, domains: count, limits } of rows) {
        const capacity = capacities.get(fleetId)
        if (!capacity) continue
        capacity.domains[role] = count
        capacity.dailySendLimit += limits
      }
      return capacities
    },
  }
}

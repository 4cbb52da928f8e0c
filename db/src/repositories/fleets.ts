import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { FleetStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { domains, fleetDomains, fleets } from '../schema/index.ts'
import { matches, one, ownedBy } from './rows.ts'

export type Fleet = typeof fleets.$inferSelect
export type NewFleet = Pick<
  Fleet,
  | 'name'
  | 'brandDomain'
  | 'provider'
  | 'residency'
  | 'dailySendTarget'
  | 'people'
  | 'profile'
  | 'spareRatio'
  | 'maxSpendCents'
  | 'rotationPolicy'
  | 'metadata'
>
export type FleetChange = Partial<Omit<Fleet, 'id' | 'accountId' | 'livemode' | 'createdAt' | 'version'>>
export interface FleetFilter {
  status?: FleetStatus | undefined
  brandDomain?: string | undefined
}

export function createFleetRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(fleets, owner), eq(fleets.id, id))
  const present = (owner: Owner) => and(ownedBy(fleetDomains, owner), isNull(fleetDomains.leftOn))
  return {
    async insert(owner: Owner, fleet: NewFleet): Promise<Fleet> {
      return one(
        await executor
          .insert(fleets)
          .values({ id: newId('fleet'), ...owner, ...fleet })
          .returning(),
      )
    },

    async get(owner: Owner, id: string): Promise<Fleet | null> {
      const [row] = await executor.select().from(fleets).where(byId(owner, id))
      return row ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<Fleet | null> {
      const [row] = await executor.select().from(fleets).where(byId(owner, id)).for('update')
      return row ?? null
    },

    async list(owner: Owner, filter: FleetFilter, query: PageQuery): Promise<Page<Fleet>> {
      const rows = await executor
        .select()
        .from(fleets)
        .where(
          and(
            ownedBy(fleets, owner),
            matches(fleets.status, filter.status),
            matches(fleets.brandDomain, filter.brandDomain),
            pageConditions(fleets, query),
          ),
        )
        .orderBy(...newestFirst(fleets))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** Fleets of a mode that somebody keeps. */
    async kept(livemode: boolean): Promise<Fleet[]> {
      return executor
        .select()
        .from(fleets)
        .where(and(eq(fleets.livemode, livemode), ne(fleets.status, 'ended')))
    },

    /** What a person asked for: another version. */
    async change(owner: Owner, id: string, change: FleetChange): Promise<Fleet> {
      const values = { ...change, version: sql`${fleets.version} + 1`, updatedAt: new Date() }
      return one(await executor.update(fleets).set(values).where(byId(owner, id)).returning())
    },

    /** What its keeper found is no change of the fleet: its version stays. */
    async note(owner: Owner, id: string, finding: FleetChange): Promise<Fleet> {
      return one(await executor.update(fleets).set(finding).where(byId(owner, id)).returning())
    },

    /** It is kept no more: its domains are its account's alone again. */
    async disband(owner: Owner, fleetId: string, day: string): Promise<void> {
      await executor
        .update(fleetDomains)
        .set({ leftOn: day })
        .where(and(present(owner), eq(fleetDomains.fleetId, fleetId)))
      await executor
        .update(domains)
        .set({ fleetId: null, version: sql`${domains.version} + 1`, updatedAt: new Date() })
        .where(and(ownedBy(domains, owner), eq(domains.fleetId, fleetId)))
    },
  }
}

import type { Db, Fleet, FleetFilter, Owner, Repositories } from '@coldframe/db'
import { keepFleetMessage, lookAtFleetMessage } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { mergeMetadata } from '../../metadata.ts'
import { toCents } from '../../money.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { checkVersion } from '../../version.ts'
import { checkAttested } from '../domains/check-attested.ts'
import type { CreateFleet, UpdateFleet } from './fleets.schemas.ts'
import { newFleet } from './new-fleet.ts'
import { presentFleet, presentForecast } from './present-fleet.ts'
import { checkAffordable } from './price-wish.ts'

export interface FleetServiceDeps {
  db: Db
  clock: () => Date
  /** Whether the vendors of a mode are set up. */
  isConfigured(livemode: boolean): boolean
}

export function createFleetService({ db, clock, isConfigured }: FleetServiceDeps) {
  async function present(owner: Owner, fleet: Fleet) {
    const capacities = await db.fleetDomains.capacities(owner, [fleet.id])
    return presentFleet(fleet, capacities, await currencyOf(db, owner))
  }

  async function find(owner: Owner, id: string): Promise<Fleet> {
    const fleet = await db.fleets.get(owner, id)
    if (!fleet) throw errors.fleetNotFound(id)
    return fleet
  }

  return {
    async create(owner: Owner, wish: CreateFleet) {
      if (wish.provider !== 'microsoft365') throw errors.providerNotAvailable(wish.provider)
      if (!isConfigured(owner.livemode)) throw errors.modeNotConfigured(owner.livemode)
      if (owner.livemode) await checkAttested(db, owner)
      const fleet = await db.transaction(async (tx) => {
        const wanted = newFleet(wish)
        await checkCurrency(tx, owner, wish.maxSpendPerMonth?.currency)
        await checkAffordable(tx, owner, wanted, clock())
        const made = await tx.fleets.insert(owner, wanted)
        await tx.outbox.add(owner, keepFleetMessage({ ...owner, fleetId: made.id }))
        return made
      })
      return present(owner, fleet)
    },

    async list(owner: Owner, { limit, cursor, createdAfter, createdBefore, ...filter }: FleetFilter & PageQuery) {
      const page = await db.fleets.list(owner, filter, toDbQuery({ limit, cursor, createdAfter, createdBefore }))
      const capacities = await db.fleetDomains.capacities(
        owner,
        page.rows.map(({ id }) => id),
      )
      const currency = await currencyOf(db, owner)
      return toList(page, (fleet) => presentFleet(fleet, capacities, currency))
    },

    async get(owner: Owner, id: string) {
      return present(owner, await find(owner, id))
    },

    async update(owner: Owner, id: string, change: UpdateFleet, ifVersions: number[] | null) {
      const fleet = await db.transaction(async (tx) => {
        const before = await lockKept(tx, owner, id)
        checkVersion(before, ifVersions)
        const fields = fieldsOf(change, before)
        if (Object.keys(fields).length === 0) return before
        await checkCurrency(tx, owner, change.maxSpendPerMonth?.currency)
        await checkAffordable(tx, owner, { ...before, ...fields }, clock())
        const after = await tx.fleets.change(owner, id, fields)
        await tx.outbox.add(owner, lookAtFleetMessage(id))
        return after
      })
      return present(owner, fleet)
    },

    async end(owner: Owner, id: string) {
      const fleet = await db.transaction(async (tx) => {
        await lockKept(tx, owner, id)
        const { now } = await tx.clocks.read(owner.livemode)
        await tx.fleets.disband(owner, id, now().toISOString().slice(0, 10))
        await tx.outbox.add(owner, lookAtFleetMessage(id))
        return tx.fleets.change(owner, id, { status: 'ended', endedAt: new Date(), lowFrom: null, shortage: null })
      })
      return present(owner, fleet)
    },

    async forecast(owner: Owner, id: string) {
      const fleet = await find(owner, id)
      if (fleet.endedAt !== null) throw errors.fleetEnded(id)
      return presentForecast(fleet, await currencyOf(db, owner))
    },
  }
}

async function lockKept(tx: Repositories, owner: Owner, id: string): Promise<Fleet> {
  const fleet = await tx.fleets.lock(owner, id)
  if (!fleet) throw errors.fleetNotFound(id)
  if (fleet.endedAt !== null) throw errors.fleetEnded(id)
  return fleet
}

function fieldsOf({ maxSpendPerMonth, metadata, warmupProfile, ...plain }: UpdateFleet, before: Fleet) {
  const said = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return {
    ...(said as Pick<UpdateFleet, keyof typeof plain>),
    ...(warmupProfile !== undefined && { profile: warmupProfile }),
    ...(maxSpendPerMonth !== undefined && { maxSpendCents: maxSpendPerMonth && toCents(maxSpendPerMonth) }),
    ...(metadata && { metadata: mergeMetadata(before.metadata, metadata) }),
  }
}

async function currencyOf(tx: Pick<Repositories, 'accounts'>, owner: Owner): Promise<string> {
  const account = await tx.accounts.get(owner, owner.accountId)
  if (!account) throw new Error(`There is no account ${owner.accountId}`)
  return account.currency
}

/** Amounts of two currencies cannot be compared. */
async function checkCurrency(tx: Repositories, owner: Owner, given: string | undefined): Promise<void> {
  const currency = await currencyOf(tx, owner)
  if (given !== undefined && given !== currency) throw errors.currencyMismatch(given, currency)
}

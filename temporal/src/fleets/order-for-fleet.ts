import type { Db, Fleet, Owner, Repositories } from '@coldframe/db'
import { OrderRefused } from '../orders/order-refused.ts'
import { placeDomain } from '../orders/place-domain.ts'
import type { SuggestNames } from '../rotations/choose-name.ts'
import { priceDomain, priceListAt } from '../rules/prices.ts'

export interface FleetPlaceOrder {
  fleetId: string
  /** Day and place: whoever comes second with the same two orders nothing. */
  day: string
  slot: number
}

export type OrderOutcome = 'ordered' | 'taken' | 'no_names' | 'spend_ceiling'

/** Names that somebody else may hold are passed over, so many at most. */
const MOST_TRIES = 5

/** Orders a domain for a place of the fleet, under the first name that can be had; each attempt is a transaction of its own. */
export async function orderForFleet(
  db: Db,
  suggest: SuggestNames,
  owner: Owner,
  { brandDomain, ...place }: FleetPlaceOrder & Pick<Fleet, 'brandDomain'>,
): Promise<OrderOutcome> {
  for (const name of (await suggest(owner, brandDomain)).slice(0, MOST_TRIES)) {
    const outcome = await db.transaction((tx) => order(tx, owner, place, name)).catch(outcomeOf)
    if (outcome !== 'name_taken') return outcome
  }
  return 'no_names'
}

async function order(tx: Repositories, owner: Owner, place: FleetPlaceOrder, name: string): Promise<OrderOutcome> {
  const { fleetId, day: joinedOn, slot } = place
  const fleet = await tx.fleets.lock(owner, fleetId)
  const taken = await tx.fleetDomains.takenSlots(owner, fleetId, joinedOn)
  if (!fleet || fleet.endedAt !== null || taken.includes(slot)) return 'taken'
  const { brandDomain, provider, residency, people: mailboxes, metadata, profile } = fleet
  const { list } = priceListAt(new Date())
  const { domain } = await placeDomain(tx, owner, {
    domain: {
      ...{ name, brandDomain, provider, residency, metadata, fleetId },
      registration: 'register',
      dnsMode: 'managed',
    },
    mailboxes,
    price: priceDomain(list, { name, registration: 'register', mailboxes: mailboxes.length }),
    maxSpend: null,
  })
  await tx.warmups.set(owner, domain.id, { choice: { profile } })
  await tx.fleetDomains.join(owner, { fleetId, domainId: domain.id, joinedOn, slot })
  return 'ordered'
}

function outcomeOf(error: unknown): OrderOutcome | 'name_taken' {
  if (!(error instanceof OrderRefused)) throw error
  const { code } = error.fault
  return code === 'name_taken' || code === 'mailboxes_taken' ? 'name_taken' : 'spend_ceiling'
}

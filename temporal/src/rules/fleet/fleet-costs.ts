import { type PriceList, priceDomain } from '../prices.ts'

/** Close variants of a brand are sought under it first; what another name really costs is held by its own order. */
const USUAL_NAME = 'example.com'

export interface FleetCosts {
  /** Of one more domain, in its first month. */
  orderCents: number
  /** Of a domain that stays, each month. */
  keepCents: number
}

export function fleetCosts(list: PriceList, mailboxes: number): FleetCosts {
  const { items, totalCents } = priceDomain(list, { name: USUAL_NAME, registration: 'register', mailboxes })
  const monthly = items.filter(({ recurs }) => recurs === 'monthly')
  return { orderCents: totalCents, keepCents: monthly.reduce((sum, { amountCents }) => sum + amountCents, 0) }
}

export interface FleetSpending {
  /** Held by the fleet's orders of this calendar month, and how many older domains it pays for. */
  orderedCents: number
  keptDomains: number
  /** Of the fleet itself; null for none. */
  fleetCeilingCents: number | null
  /** Of its account, and what all orders of the month hold; null for none. */
  accountCeilingCents: number | null
  accountTakenCents: number
}

/** What is left for orders this month; null where nothing limits them. */
export function spendLeft(spending: FleetSpending, { keepCents }: FleetCosts): number | null {
  const { fleetCeilingCents, accountCeilingCents, orderedCents, keptDomains, accountTakenCents } = spending
  const left = [
    fleetCeilingCents === null ? null : fleetCeilingCents - orderedCents - keptDomains * keepCents,
    accountCeilingCents === null ? null : accountCeilingCents - accountTakenCents,
  ].filter((cents) => cents !== null)
  return left.length === 0 ? null : Math.max(0, Math.min(...left))
}

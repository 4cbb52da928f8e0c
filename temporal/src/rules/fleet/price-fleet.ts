import { estimateBurnRate, meanBurnRate } from './burn-rate.ts'
import type { FleetState } from './fleet-state.ts'
import { HEADROOM, neededDomains, wantedStock } from './plan-fleet-day.ts'
import { fullCapacity, leadDays } from './ramp-capacity.ts'

export type FleetWish = Pick<FleetState, 'targetPerDay' | 'kind' | 'seen' | 'orderCents'> & {
  /** What a domain that stays comes to each month. */
  keepCents: number
  /** Of a calendar month; null for none. */
  ceilingCents: number | null
}

export interface FleetPrice {
  /** With those that wait and those on their way. */
  domains: number
  /** Until the first of them may send all that it ever may. */
  leadDays: number
  /** Ordering them all. */
  buildCents: number
  /** Replacements of a month, at the burn rate that is expected. */
  replacementsPerMonth: number
  /** A month after the first ramp: what stays, and the replacements. */
  monthCents: number
  /** What the ceiling keeps for good. It is the target, where it pays for that. */
  keptPerDay: number
  lackingPerDay: number
  /** How much higher the ceiling would have to be. */
  lackingCents: number
}

/** What it takes to keep a target; null where the burn rate takes more than any stock could give. */
export function priceFleet(wish: FleetWish): FleetPrice | null {
  const state: FleetState = { ...wish, spareRatio: 1, domains: [], spendLeftCents: null }
  const domains = wantedStock(state)
  if (domains === null) return null
  const month = (stock: number) => {
    const replacements = stock * (1 - Math.exp(-meanBurnRate(estimateBurnRate(wish.seen))))
    return { replacements, cents: Math.ceil(stock * wish.keepCents + replacements * wish.orderCents) }
  }
  const { replacements, cents: monthCents } = month(domains)
  const lackingCents = wish.ceilingCents === null ? 0 : Math.max(0, monthCents - wish.ceilingCents)
  const keptPerDay = lackingCents === 0 ? wish.targetPerDay : keptBy(wish, domains, monthCents)
  return {
    domains,
    leadDays: leadDays(wish.kind),
    buildCents: domains * wish.orderCents,
    replacementsPerMonth: replacements,
    monthCents,
    keptPerDay,
    lackingPerDay: wish.targetPerDay - keptPerDay,
    lackingCents,
  }
}

/** The ceiling's share of the stock; of it the share that sends. */
function keptBy(wish: FleetWish, domains: number, monthCents: number): number {
  const stock = Math.floor((domains * (wish.ceilingCents ?? 0)) / monthCents)
  const sending = Math.floor((stock * neededDomains(wish)) / domains)
  return Math.min(wish.targetPerDay, Math.floor((sending * fullCapacity(wish.kind)) / (1 + HEADROOM)))
}

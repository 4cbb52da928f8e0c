import { estimateBurnRate } from './burn-rate.ts'
import type { FleetAction, FleetDomain, FleetReason, FleetState } from './fleet-state.ts'
import { stockFor } from './losses.ts'
import { fullCapacity, leadDays } from './ramp-capacity.ts'

/** Kept above the target, so that a burn which nobody has noticed yet does not take the fleet below it. */
export const HEADROOM = 0.08
/** More is lost in a lead time than a fleet is built for with a chance of 8 %. Ramping domains that send in part cover most of that. */
export const STOCK_QUANTILE = 0.92
/** A fleet is not born on one day: what begins together wears out together. */
const STAGGER_DAYS = 10
/** A worn domain sends nothing for so long before it is tried again. */
export const REST_DAYS = 30
/** Who is still worn by then is not coming back. */
export const LONGEST_REST_DAYS = 60

export const neededDomains = ({ targetPerDay, kind }: Pick<FleetState, 'targetPerDay' | 'kind'>): number =>
  Math.ceil((targetPerDay * (1 + HEADROOM)) / fullCapacity(kind))

/** Domains to hold, those on their way included, for the burn rate that was seen; null where no number is enough. */
export const wantedStock = (state: FleetState): number | null =>
  stockFor(estimateBurnRate(state.seen), neededDomains(state), leadDays(state.kind), STOCK_QUANTILE)

/** What to do with a fleet today, and why. The same state gives the same plan. */
export function planFleetDay(state: FleetState): FleetAction[] {
  const bench = new Map(state.domains.map((domain) => [domain.id, domain]))
  const actions: FleetAction[] = []
  const act = (action: FleetAction) => {
    actions.push(action)
    return action
  }
  replaceLost(bench, act, state)
  endRests(bench, act)
  fillUp(bench, act, state)
  park(bench, act, state)
  order(bench, act, state)
  return actions
}

type Bench = Map<string, FleetDomain>
type Act = (action: FleetAction) => FleetAction

const isSending = ({ role }: FleetDomain) => role === 'active' || role === 'ramping'
/** Campaigns know its mailboxes, so that whoever takes their place has to be told. A ramp begins with days on which nothing is sent. */
const isUsed = (domain: FleetDomain) => isSending(domain) && domain.capacity > 0
const isSound = ({ health }: FleetDomain) => health !== 'worn' && health !== 'burned'

/** What a plan counts on: a domain that is held back by its verdict sends nothing. */
export const sendingCapacity = (domains: Iterable<FleetDomain>): number =>
  [...domains].reduce((sum, domain) => sum + (isSending(domain) && isSound(domain) ? domain.capacity : 0), 0)

/** Spares by what they can send; among equals those that have waited longest. */
const spares = (bench: Bench) =>
  [...bench.values()]
    .filter((domain) => domain.role === 'spare' && isSound(domain) && domain.health !== 'watch')
    .sort((a, b) => b.capacity - a.capacity || b.daysInRole - a.daysInRole || (a.id < b.id ? -1 : 1))

function replaceLost(bench: Bench, act: Act, state: FleetState): void {
  for (const domain of [...bench.values()].filter(({ health }) => health === 'burned')) {
    const spare = isUsed(domain) ? neededSpare(bench, state) : undefined
    remove(bench, act, domain, spare, 'burned')
  }
  for (const domain of [...bench.values()].filter(({ role, health }) => health === 'worn' && role !== 'resting')) {
    const spare = isUsed(domain) ? neededSpare(bench, state) : undefined
    if (spare) remove(bench, act, domain, spare, 'worn')
    else if (domain.role !== 'provisioning') {
      act({ do: 'rest', domainId: domain.id, reason: 'worn' })
      bench.set(domain.id, { ...domain, role: 'resting', capacity: 0 })
    }
  }
}

/** None where the others carry the target without it. */
function neededSpare(bench: Bench, state: FleetState): FleetDomain | undefined {
  return sendingCapacity(bench.values()) < state.targetPerDay * (1 + HEADROOM) ? spares(bench)[0] : undefined
}

/** A rotation ends a burned domain and rests a worn one, after its mailboxes have been mapped to the spare's. */
function remove(bench: Bench, act: Act, domain: FleetDomain, spare: FleetDomain | undefined, reason: FleetReason) {
  if (spare) {
    act({ do: 'rotate', domainId: domain.id, spareId: spare.id, reason })
    bench.set(spare.id, { ...spare, role: 'active' })
  } else act({ do: 'retire', domainId: domain.id, reason })
  if (reason === 'worn') bench.set(domain.id, { ...domain, role: 'resting', capacity: 0 })
  else bench.delete(domain.id)
}

function endRests(bench: Bench, act: Act): void {
  for (const domain of [...bench.values()].filter(({ role }) => role === 'resting')) {
    if (domain.daysInRole >= REST_DAYS && isSound(domain)) {
      act({ do: 'requalify', domainId: domain.id, reason: 'rested' })
      bench.set(domain.id, { ...domain, role: 'ramping', rampDay: 1, capacity: 0 })
    } else if (domain.daysInRole >= LONGEST_REST_DAYS) {
      act({ do: 'retire', domainId: domain.id, reason: 'not_recovered' })
      bench.delete(domain.id)
    }
  }
}

function fillUp(bench: Bench, act: Act, state: FleetState): void {
  for (const spare of spares(bench)) {
    if (sendingCapacity(bench.values()) >= state.targetPerDay * (1 + HEADROOM)) return
    act({ do: 'promote', domainId: spare.id, reason: 'capacity_low' })
    bench.set(spare.id, { ...spare, role: 'active' })
  }
}

/** Full domains that the target does not need wait: the youngest first, so that a fleet does not age as one. */
function park(bench: Bench, act: Act, state: FleetState): void {
  const full = fullCapacity(state.kind)
  const surplus = [...bench.values()]
    .filter((domain) => isSending(domain) && isSound(domain) && domain.capacity >= full)
    .sort((a, b) => a.rampDay - b.rampDay || (a.id < b.id ? -1 : 1))
  for (const domain of surplus) {
    const without = sendingCapacity(bench.values()) - domain.capacity
    // Half a domain more than what would be filled up again, or it would go in and out from day to day.
    if (without < state.targetPerDay * (1 + HEADROOM) + full / 2) return
    if (idleShare(bench, 1) > state.spareRatio) return
    act({ do: 'park', domainId: domain.id, reason: 'capacity_ample' })
    bench.set(domain.id, { ...domain, role: 'spare', daysInRole: 0 })
  }
}

const idleShare = (bench: Bench, more: number) =>
  bench.size === 0 ? 0 : ([...bench.values()].filter(({ role }) => role === 'spare').length + more) / bench.size

function order(bench: Bench, act: Act, state: FleetState): void {
  const wanted = wantedStock(state)
  const needed = neededDomains(state)
  if (wanted === null) act({ do: 'ask', missing: needed, missingCents: null, reason: 'burn_rate_too_high' })
  const missing = (wanted ?? needed) - stockOf(bench)
  if (missing <= 0) return
  const today = Math.min(missing, Math.max(1, Math.ceil(needed / STAGGER_DAYS)))
  const affordable = affordableOrders(state)
  for (let slot = 0; slot < Math.min(today, affordable); slot += 1) act({ do: 'order', slot, reason: 'stock_low' })
  if (affordable < today) {
    const missingCents = missing * state.orderCents - (state.spendLeftCents ?? 0)
    act({ do: 'ask', missing: missing - affordable, missingCents, reason: 'spend_ceiling' })
  }
}

/** Half of those that rest are counted on: which of them recover is not known. */
const stockOf = (bench: Bench): number =>
  [...bench.values()].reduce((sum, { role }) => sum + (role === 'resting' ? 0.5 : 1), 0) | 0

const affordableOrders = ({ spendLeftCents, orderCents }: FleetState): number =>
  spendLeftCents === null || orderCents <= 0
    ? Number.POSITIVE_INFINITY
    : Math.max(0, Math.floor(spendLeftCents / orderCents))

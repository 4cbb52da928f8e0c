import { createDraws, type Draws } from '../warmup/random.ts'
import { type BurnRate, DAYS_PER_MONTH, estimateBurnRate } from './burn-rate.ts'
import type { FleetAction, FleetDomain, FleetState } from './fleet-state.ts'
import { planFleetDay, sendingCapacity } from './plan-fleet-day.ts'
import { capacityOn, fullCapacity, PROVISION_DAYS } from './ramp-capacity.ts'

export const FORECAST_DAYS = 90
/** Enough for a band of 80 % that moves by a domain at most from one seed to another. */
const COURSES = 50

export interface ForecastDay {
  /** 0 is today, after today's plan. */
  day: number
  /** What the domains may send; in one of ten courses it is less than `low`, in one of ten more than `high`. */
  capacity: { low: number; middle: number; high: number }
  /** Orders on this day, and what they come to in their first month: means over the courses. */
  orders: number
  orderCents: number
}

/**
 * What becomes of a fleet that is kept by `planFleetDay`: many courses of losses are drawn from what is known of its burn rate. Nothing
 * is known of wear, so none is drawn. The same state and seed give the same forecast.
 */
export function forecastFleet(state: FleetState, seed: string): ForecastDay[] {
  const rate = estimateBurnRate(state.seen)
  const courses = Array.from({ length: COURSES }, (_, course) =>
    runCourse(state, rate, createDraws(`${seed}/${course}`)),
  )
  return Array.from({ length: FORECAST_DAYS }, (_, day) => {
    const capacities = courses.map((course) => course[day]?.capacity ?? 0).sort((a, b) => a - b)
    const orders = courses.reduce((sum, course) => sum + (course[day]?.orders ?? 0), 0) / COURSES
    const at = (share: number) => capacities[Math.floor(share * (COURSES - 1))] ?? 0
    const capacity = { low: at(0.1), middle: at(0.5), high: at(0.9) }
    return { day, capacity, orders, orderCents: Math.round(orders * state.orderCents) }
  })
}

function runCourse(state: FleetState, rate: BurnRate, draws: Draws) {
  const losses = gammaDraw(rate, draws)
  const chance = 1 - Math.exp(-losses / DAYS_PER_MONTH)
  let { domains, spendLeftCents } = state
  return Array.from({ length: FORECAST_DAYS }, (_, day) => {
    if (day > 0) domains = domains.map((domain) => passDay(domain, state, chance, draws))
    // The ceiling is of a calendar month; where in it the forecast begins is not known to it.
    if (day > 0 && day % DAYS_PER_MONTH === 0) spendLeftCents = renewed(state, spendLeftCents)
    const actions = planFleetDay({ ...state, domains, spendLeftCents })
    const orders = actions.filter((action) => action.do === 'order').length
    if (spendLeftCents !== null) spendLeftCents -= orders * state.orderCents
    domains = actions.reduce((left, action) => carryOut(left, action, day), domains)
    return { capacity: sendingCapacity(domains), orders }
  })
}

const renewed = (state: FleetState, left: number | null) => (left === null ? null : (state.spendLeftCents ?? 0))

/** The shape of a burn rate is a whole number, so that the draw is a sum of exponential ones. */
function gammaDraw({ shape, exposure }: BurnRate, draws: Draws): number {
  let sum = 0
  for (let part = 0; part < Math.round(shape); part += 1) sum -= Math.log(1 - draws.next())
  return sum / exposure
}

function passDay(domain: FleetDomain, { kind }: FleetState, chance: number, draws: Draws): FleetDomain {
  const isLost = draws.next() < chance && domain.role !== 'provisioning' && domain.role !== 'resting'
  const next = { ...domain, daysInRole: domain.daysInRole + 1 }
  if (domain.role === 'provisioning')
    return next.daysInRole < PROVISION_DAYS ? next : { ...next, role: 'ramping', rampDay: 1 }
  const health = isLost ? ('burned' as const) : domain.role === 'resting' ? ('healthy' as const) : domain.health
  if (domain.role === 'resting') return { ...next, health }
  const rampDay = domain.rampDay + 1
  const grown = Math.max(domain.capacity, capacityOn(kind, rampDay))
  const role = domain.role === 'ramping' && grown >= fullCapacity(kind) ? 'active' : domain.role
  return { ...next, health, rampDay, capacity: grown, role }
}

function carryOut(domains: readonly FleetDomain[], action: FleetAction, day: number): FleetDomain[] {
  const turn = (id: string, change: Partial<FleetDomain>) =>
    domains.map((domain) => (domain.id === id ? { ...domain, daysInRole: 0, ...change } : domain))
  const without = (id: string) => domains.filter((domain) => domain.id !== id)
  switch (action.do) {
    case 'order':
      return [...domains, newborn(`${day}/${action.slot}`)]
    case 'retire':
      return without(action.domainId)
    case 'rest':
      return turn(action.domainId, { role: 'resting', capacity: 0 })
    case 'requalify':
      return turn(action.domainId, { role: 'ramping', rampDay: 1, capacity: 0 })
    case 'promote':
      return turn(action.domainId, { role: 'active' })
    case 'park':
      return turn(action.domainId, { role: 'spare' })
    case 'rotate':
      return turn(action.spareId, { role: 'active' }).flatMap((domain) =>
        domain.id !== action.domainId
          ? [domain]
          : action.reason === 'burned'
            ? []
            : [{ ...domain, role: 'resting' as const, capacity: 0, daysInRole: 0 }],
      )
    case 'ask':
      return [...domains]
  }
}

const newborn = (place: string): FleetDomain => ({
  id: `ordered ${place}`,
  role: 'provisioning',
  health: 'unknown',
  capacity: 0,
  rampDay: 0,
  daysInRole: 0,
})

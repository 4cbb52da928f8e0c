import {
  type DomainKind,
  type FleetAction,
  type FleetDomain,
  type FleetState,
  fullCapacity,
  neededDomains,
  planFleetDay,
} from '@coldframe/temporal/fleet'
import { createWorld, type Scenario } from './world.ts'

export const TARGET_PER_DAY = 5_000
const kind: DomainKind = { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 }
const DAYS = 365
/** From then on the first ramp is over: twice a lead time, as the orders of a fleet are spread. */
export const RAMPED_FROM = 60

export type Keeper = (state: FleetState) => FleetAction[]

export interface Year {
  /** Days after the first ramp under the target, and under 95 % of it, by what the domains may send. */
  daysUnderTarget: number
  daysUnder95: number
  longestGap: number
  lowest: number
  /** The same by what burned domains would not have delivered either, though nobody knew yet. */
  soundDaysUnder95: number
  /** Of domains that wait as spares. */
  spareDays: number
  /** Spares, and what the domains that send could send beyond the target, in days of full domains. */
  idleDays: number
  domainDays: number
  ordered: number
}

/** A year without sleep; the keeper is told what the product could know. */
export function liveYear(keeper: Keeper, scenario: Scenario, seed: string): Year {
  const world = createWorld(kind, scenario, seed)
  const offered: number[] = []
  const sound: number[] = []
  const held = { spareDays: 0, idleDays: 0, domainDays: 0 }
  for (let day = 0; day < DAYS; day += 1) {
    world.pass(day)
    const domains = world.seen(day)
    for (const action of keeper(stateOf(domains, world.seenLosses()))) carryOut(action, domains, world, day)
    if (day < RAMPED_FROM) continue
    offered.push(offeredBy(world.seen(day)))
    sound.push(world.soundCapacity(day))
    held.spareDays += world.count().spares
    held.idleDays +=
      world.count().spares + Math.max(0, offeredBy(world.seen(day)) - TARGET_PER_DAY) / fullCapacity(kind)
    held.domainDays += world.count().domains
  }
  return { ...gaps(offered), soundDaysUnder95: below(sound, 0.95), ...held, ordered: world.count().ordered }
}

const stateOf = (domains: FleetDomain[], seen: FleetState['seen']): FleetState => ({
  targetPerDay: TARGET_PER_DAY,
  kind,
  spareRatio: 0.2,
  domains,
  seen,
  spendLeftCents: null,
  orderCents: 115_00,
})

function carryOut(action: FleetAction, domains: FleetDomain[], world: ReturnType<typeof createWorld>, day: number) {
  switch (action.do) {
    case 'order':
      return world.order(day)
    case 'retire':
      return world.drop(action.domainId)
    case 'rest':
      return world.setRole(action.domainId, 'resting', day)
    case 'requalify':
      return world.setRole(action.domainId, 'ramping', day)
    case 'promote':
      return world.setRole(action.domainId, 'active', day)
    case 'park':
      return world.setRole(action.domainId, 'spare', day)
    case 'rotate':
      world.setRole(action.spareId, 'active', day)
      if (domains.find(({ id }) => id === action.domainId)?.health === 'burned') world.drop(action.domainId)
      else world.setRole(action.domainId, 'resting', day)
      return
    case 'ask':
      return
  }
}

const offeredBy = (domains: FleetDomain[]) =>
  domains
    .filter(({ role, health }) => (role === 'active' || role === 'ramping') && health !== 'burned' && health !== 'worn')
    .reduce((sum, { capacity }) => sum + capacity, 0)

const below = (days: number[], share: number) => days.filter((sends) => sends < share * TARGET_PER_DAY).length

function gaps(offered: number[]) {
  let run = 0
  let longestGap = 0
  for (const sends of offered) {
    run = sends < TARGET_PER_DAY ? run + 1 : 0
    longestGap = Math.max(longestGap, run)
  }
  return {
    daysUnderTarget: below(offered, 1),
    daysUnder95: below(offered, 0.95),
    longestGap,
    lowest: Math.min(...offered),
  }
}

export const keepFleet: Keeper = planFleetDay

/** What is common: as many domains as the target needs, and a new one when one is lost. */
export const replaceAfterTheBurn: Keeper = (state) => {
  const lost = state.domains.filter(({ health }) => health === 'burned' || health === 'worn')
  const missing = neededDomains(state) - (state.domains.length - lost.length)
  return [
    ...lost.map(({ id }): FleetAction => ({ do: 'retire', domainId: id, reason: 'burned' })),
    ...Array.from(
      { length: Math.max(0, missing) },
      (_, slot): FleetAction => ({ do: 'order', slot, reason: 'burned' }),
    ),
  ]
}

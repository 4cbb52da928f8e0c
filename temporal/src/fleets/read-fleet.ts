import type { Clock, Fleet, FleetMember, FleetPlaceChange, Owner, Repositories } from '@coldframe/db'
import { addDays, dayOf, daysBetween } from '../days.ts'
import { BURN_WINDOW_DAYS } from '../rules/fleet/burn-rate.ts'
import { type FleetCosts, fleetCosts, spendLeft } from '../rules/fleet/fleet-costs.ts'
import type { FleetDomain, FleetState } from '../rules/fleet/fleet-state.ts'
import type { DomainKind } from '../rules/fleet/ramp-capacity.ts'
import { hasLeft, type SeenDomain, seeDomain } from '../rules/fleet/see-domain.ts'
import { priceListAt } from '../rules/prices.ts'
import { rampDayOf } from '../rules/warmup/ramp-day.ts'

/** All that a fleet's day is planned from. */
export interface FleetBooks {
  owner: Owner
  fleet: Fleet
  clock: Clock
  today: string
  state: FleetState
  members: FleetMember[]
  costs: FleetCosts
}

export const kindOf = ({ provider, profile, people }: Pick<Fleet, 'provider' | 'profile' | 'people'>): DomainKind => ({
  provider,
  profile,
  mailboxesPerDomain: people.length,
})

/** Reads the fleet; part of the transaction that holds its row. */
export async function readFleet(tx: Repositories, owner: Owner, fleet: Fleet, clock: Clock): Promise<FleetBooks> {
  const today = dayOf(clock.now())
  const kind = kindOf(fleet)
  const members = await tx.fleetDomains.members(owner, fleet.id)
  const costs = fleetCosts(priceListAt(new Date()).list, fleet.people.length)
  const state: FleetState = {
    targetPerDay: fleet.dailySendTarget,
    kind,
    spareRatio: fleet.spareRatio,
    domains: members.flatMap((member) => domainOf(member, kind, today) ?? []),
    seen: await tx.fleetDomains.losses(owner, fleet.id, { from: addDays(today, -BURN_WINDOW_DAYS), today }),
    spendLeftCents: await leftToSpend(tx, owner, fleet, costs),
    orderCents: costs.orderCents,
  }
  return { owner, fleet, clock, today, state, members, costs }
}

async function leftToSpend(tx: Repositories, owner: Owner, fleet: Fleet, costs: FleetCosts): Promise<number | null> {
  const account = await tx.accounts.get(owner, owner.accountId)
  const accountTakenCents = await tx.spend.takenThisMonth(owner)
  const spending = await tx.fleetDomains.spending(owner, fleet.id)
  return spendLeft(
    {
      ...spending,
      fleetCeilingCents: fleet.maxSpendCents,
      accountCeilingCents: account?.spendCeilingCents ?? null,
      accountTakenCents,
    },
    costs,
  )
}

const rampDayOfMember = ({ warmup }: FleetMember, today: string): number =>
  warmup?.startedOn ? rampDayOf({ startedOn: warmup.startedOn, today, sentDays: warmup.sentDays }) : 0

function seenAs({ domain, mailboxes, ...member }: FleetMember, kind: DomainKind, rampDay: number): SeenDomain | null {
  const { status, health, isSpare } = domain
  const { isReplaced, isSuccessor } = member
  return seeDomain({ status, health, isSpare, isReplaced, isSuccessor, rampDay, mailboxes: mailboxes.living }, kind)
}

function domainOf(member: FleetMember, kind: DomainKind, today: string): FleetDomain | null {
  const rampDay = rampDayOfMember(member, today)
  const seen = seenAs(member, kind, rampDay)
  if (!seen) return null
  const { place, domain } = member
  const daysInRole = seen.role === place.role ? daysBetween(place.roleSince, today) : 0
  return { id: domain.id, health: domain.health, rampDay, daysInRole, ...seen }
}

/** Writes down who has changed roles since the last look, who was lost and who has left. */
export async function keepPlaces(tx: Repositories, { owner, state, members, today }: FleetBooks): Promise<void> {
  const roles = new Map(state.domains.map(({ id, role }) => [id, role]))
  for (const { place, domain } of members) {
    const role = roles.get(domain.id) ?? place.role
    const change: FleetPlaceChange = {
      ...(role !== place.role && { role, roleSince: today }),
      ...(place.readyOn === null && domain.readyAt && { readyOn: today }),
      ...(place.lostOn === null && domain.health === 'burned' && { lostOn: today }),
      // It turned out not to be lost.
      ...(place.lostOn !== null && domain.health !== 'burned' && { lostOn: null }),
      ...(hasLeft(domain) && { leftOn: today }),
    }
    if (Object.keys(change).length > 0) await tx.fleetDomains.place(owner, domain.id, change)
  }
}

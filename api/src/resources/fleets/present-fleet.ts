import type { Fleet, FleetCapacity } from '@coldframe/db'
import { addDays, fleetMessage } from '@coldframe/temporal'
import type { FleetPrice } from '@coldframe/temporal/fleet'
import { toMoney } from '../../money.ts'

const moneyOrNull = (cents: number | null, currency: string) => (cents === null ? null : toMoney(cents, currency))

/** The fleet as callers see it. */
export function presentFleet(fleet: Fleet, capacities: Map<string, FleetCapacity>, currency: string) {
  const { people, profile, maxSpendCents, missingDomains, missingCents, forecast: _, keptOn, ...plain } = fleet
  const { dailySendLimit, domains } = capacities.get(fleet.id) ?? empty
  return {
    ...plain,
    mailboxes: people,
    warmupProfile: profile,
    maxSpendPerMonth: moneyOrNull(maxSpendCents, currency),
    message: fleetMessage(fleet, currency),
    lack: missingDomains > 0 ? { domains: missingDomains, amount: moneyOrNull(missingCents, currency) } : null,
    capacity: { dailySendLimit, ...domains },
    lookedAtOn: keptOn,
  }
}

const empty: FleetCapacity = {
  dailySendLimit: 0,
  domains: { provisioning: 0, ramping: 0, active: 0, spare: 0, resting: 0 },
}

/** As its keeper reckoned it last; nothing before its first look. */
export function presentForecast({ id, dailySendTarget, forecast: days, keptOn }: Fleet, currency: string) {
  const dateOf = (day: number) => addDays(keptOn ?? '', day)
  const low = days.find(({ capacity }) => capacity.middle < dailySendTarget)
  const sum = (field: 'orders' | 'orderCents') => days.reduce((total, day) => total + day[field], 0)
  return {
    fleetId: id,
    dailySendTarget,
    lookedAtOn: keptOn,
    lowFrom: low ? dateOf(low.day) : null,
    days: days.map(({ day, capacity, orders, orderCents }) => ({
      date: dateOf(day),
      capacity,
      orders: rounded(orders),
      cost: toMoney(orderCents, currency),
    })),
    orders: rounded(sum('orders')),
    cost: toMoney(sum('orderCents'), currency),
  }
}

export function presentPrice(price: FleetPrice, currency: string) {
  const { domains, leadDays, replacementsPerMonth, keptPerDay } = price
  return {
    domains,
    leadDays,
    replacementsPerMonth: rounded(replacementsPerMonth),
    build: toMoney(price.buildCents, currency),
    perMonth: toMoney(price.monthCents, currency),
    keptPerDay,
    lacking: toMoney(price.lackingCents, currency),
    currency,
  }
}

/** Means: more than two decimals say nothing. */
const rounded = (value: number) => Math.round(value * 100) / 100

import t from 'tap'
import type { FleetDomain, FleetState } from './fleet-state.ts'
import { FORECAST_DAYS, forecastFleet } from './forecast.ts'

const grown = (id: string): FleetDomain => ({
  id,
  role: 'active',
  health: 'healthy',
  capacity: 300,
  rampDay: 60,
  daysInRole: 9,
})
const state = (own: Partial<FleetState> = {}): FleetState => ({
  targetPerDay: 5_000,
  kind: { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 },
  spareRatio: 0.2,
  domains: [],
  seen: { losses: 4, domainDays: 1_200 },
  spendLeftCents: null,
  orderCents: 115_00,
  ...own,
})
const orders = (own: Partial<FleetState> = {}) =>
  forecastFleet(state(own), 'x').reduce((sum, day) => sum + day.orders, 0)

t.test('a forecast has each day once, and a band around its middle', async (t) => {
  const days = forecastFleet(state(), 'x')
  t.same(
    days.map(({ day }) => day),
    Array.from({ length: FORECAST_DAYS }, (_, day) => day),
  )
  t.ok(days.every(({ capacity: { low, middle, high } }) => low <= middle && middle <= high))
  t.ok(
    days.some(({ capacity: { low, high } }) => low < high),
    'what becomes of it is not certain',
  )
})

t.test('the same state and seed give the same forecast', async (t) => {
  t.same(forecastFleet(state(), 'x'), forecastFleet(state(), 'x'))
  t.notSame(forecastFleet(state(), 'x'), forecastFleet(state(), 'y'))
})

t.test('an empty fleet sends nothing before its first ramp, and its target after it', async (t) => {
  const days = forecastFleet(state(), 'x')
  t.equal(days[9]?.capacity.high, 0)
  t.ok((days[70]?.capacity.low ?? 0) >= 5_000)
})

t.test('a grown fleet is over its target from today on', async (t) => {
  const domains = Array.from({ length: 26 }, (_, index) => grown(`d${index}`))
  t.ok(forecastFleet(state({ domains }), 'x').every(({ capacity }) => capacity.middle >= 5_000))
})

t.test('a higher burn rate costs more orders; each costs what it costs', async (t) => {
  t.ok(orders({ seen: { losses: 30, domainDays: 3_000 } }) > orders({ seen: { losses: 3, domainDays: 3_000 } }))
  for (const { orders, orderCents } of forecastFleet(state(), 'x')) t.equal(orderCents, Math.round(orders * 115_00))
})

t.test('a ceiling that pays for nothing orders nothing, and the target is never reached', async (t) => {
  const days = forecastFleet(state({ spendLeftCents: 100 }), 'x')
  t.equal(orders({ spendLeftCents: 100 }), 0)
  t.ok(days.every(({ capacity }) => capacity.high === 0))
})

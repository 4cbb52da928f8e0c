import t from 'tap'
import type { FleetAction, FleetDomain, FleetState } from './fleet-state.ts'
import { neededDomains, planFleetDay, sendingCapacity, wantedStock } from './plan-fleet-day.ts'

const domain = (id: string, own: Partial<FleetDomain> = {}): FleetDomain => ({
  id,
  role: 'active',
  health: 'healthy',
  capacity: 300,
  rampDay: 60,
  daysInRole: 5,
  ...own,
})
const many = (count: number, name: string, own?: Partial<FleetDomain>) =>
  Array.from({ length: count }, (_, index) => domain(`${name}${index}`, own))

const state = (own: Partial<FleetState> = {}): FleetState => ({
  targetPerDay: 5_000,
  kind: { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 },
  spareRatio: 0.2,
  domains: [
    ...many(18, 'a'),
    ...many(5, 's', { role: 'spare' }),
    ...many(9, 'r', { role: 'ramping', capacity: 0, rampDay: 3 }),
  ],
  seen: { losses: 0, domainDays: 0 },
  spendLeftCents: null,
  orderCents: 115_00,
  ...own,
})

const only = <Do extends FleetAction['do']>(actions: FleetAction[], kind: Do) =>
  actions.filter((action) => action.do === kind)

t.test('a fleet that is as it should be is left alone, and the same state gives the same plan', async (t) => {
  t.same(planFleetDay(state()), [])
  const short = state({ domains: many(7, 'a') })
  t.same(planFleetDay(short), planFleetDay(short))
})

t.test('a burned domain is rotated to a spare at once, and another one is ordered', async (t) => {
  const [first, ...others] = state().domains
  const actions = planFleetDay(
    state({ domains: [{ ...domain(first?.id ?? ''), health: 'burned' }, ...others.slice(0, -2)] }),
  )
  t.same(actions[0], { do: 'rotate', domainId: 'a0', spareId: 's0', reason: 'burned' })
  t.ok(only(actions, 'order').length > 0)
})

t.test('a ramping domain that burns is rotated once it sends, and retired before', async (t) => {
  const burned = { role: 'ramping', health: 'burned' } as const
  const domains = [
    ...many(10, 'a'),
    ...many(3, 's', { role: 'spare' }),
    domain('sends', { ...burned, capacity: 120, rampDay: 20 }),
    domain('silent', { ...burned, capacity: 0, rampDay: 3 }),
  ]
  t.match(planFleetDay(state({ domains })), [
    { do: 'rotate', domainId: 'sends', spareId: 's0', reason: 'burned' },
    { do: 'retire', domainId: 'silent', reason: 'burned' },
  ])
})

t.test('without a spare a burned domain is retired and a worn one rested', async (t) => {
  const domains = [...many(20, 'a'), domain('b', { health: 'burned' }), domain('w', { health: 'worn' })]
  const actions = planFleetDay(state({ domains }))
  t.match(actions, [
    { do: 'retire', domainId: 'b', reason: 'burned' },
    { do: 'rest', domainId: 'w', reason: 'worn' },
  ])
})

t.test('a spare that burns before it was used is retired, never promoted', async (t) => {
  const domains = [...many(10, 'a'), ...many(3, 's', { role: 'spare', health: 'burned' })]
  const actions = planFleetDay(state({ domains }))
  t.equal(only(actions, 'retire').length, 3)
  t.same(only(actions, 'promote'), [])
  t.same(only(actions, 'rotate'), [])
})

t.test('one spare replaces one domain only, so that capacity is counted once', async (t) => {
  const domains = [...many(18, 'a', { health: 'burned' }), ...many(4, 's', { role: 'spare' })]
  const rotated = planFleetDay(state({ domains })).filter((action) => action.do === 'rotate')
  t.equal(rotated.length, 4)
  t.equal(new Set(rotated.map(({ spareId }) => spareId)).size, 4)
})

t.test('spares are promoted until the target is passed, no further', async (t) => {
  const domains = [...many(15, 'a'), ...many(6, 's', { role: 'spare' })]
  const promoted = only(planFleetDay(state({ domains })), 'promote')
  t.equal(15 + promoted.length, neededDomains(state()))
})

t.test('full domains that the target does not need wait, and would not be promoted again the next day', async (t) => {
  const before = many(24, 'a')
  const parked = new Set(
    only(planFleetDay(state({ domains: before })), 'park').map((action) => 'domainId' in action && action.domainId),
  )
  t.ok(parked.size > 0)
  const after = before.map((one) => (parked.has(one.id) ? { ...one, role: 'spare' as const } : one))
  t.ok(sendingCapacity(after) >= 5_000)
  t.ok(parked.size / 24 <= 0.2)
  t.same(only(planFleetDay(state({ domains: after })), 'promote'), [])
})

t.test('who has rested is tried again when sound, and given up when not', async (t) => {
  const domains = [
    ...state().domains,
    domain('new', { role: 'resting', daysInRole: 29 }),
    domain('sound', { role: 'resting', daysInRole: 30 }),
    domain('worn', { role: 'resting', health: 'worn', daysInRole: 30 }),
    domain('lost', { role: 'resting', health: 'worn', daysInRole: 60 }),
  ]
  t.same(
    planFleetDay(state({ domains })).filter((action) => action.do !== 'park'),
    [
      { do: 'requalify', domainId: 'sound', reason: 'rested' },
      { do: 'retire', domainId: 'lost', reason: 'not_recovered' },
    ],
  )
})

t.test(
  'births are spread: an empty fleet is ordered over several days and ends at the stock that is wanted',
  async (t) => {
    let domains: FleetDomain[] = []
    const days: number[] = []
    for (let day = 0; day < 40; day += 1) {
      const orders = only(planFleetDay(state({ domains })), 'order').length
      days.push(orders)
      domains = [
        ...domains,
        ...many(orders, `d${day}-`, { role: 'provisioning', capacity: 0, rampDay: 0, health: 'unknown' }),
      ]
    }
    t.ok(Math.max(...days) <= 2)
    t.equal(domains.length, wantedStock(state()))
  },
)

t.test('no order passes the ceiling; what is missing and what it costs is said', async (t) => {
  for (const spendLeftCents of [0, 114_99, 115_00, 229_99]) {
    const actions = planFleetDay(state({ domains: many(18, 'a'), spendLeftCents }))
    t.equal(only(actions, 'order').length, Math.floor(spendLeftCents / 115_00))
    const [ask] = only(actions, 'ask')
    const missing = (wantedStock(state()) ?? 0) - 18
    t.match(ask, {
      reason: 'spend_ceiling',
      missing: missing - Math.floor(spendLeftCents / 115_00),
      missingCents: missing * 115_00 - spendLeftCents,
    })
  }
  t.same(only(planFleetDay(state({ domains: many(18, 'a'), spendLeftCents: 10_000_00 })), 'ask'), [])
})

t.test('a higher burn rate holds more domains; one that no stock outlives is said', async (t) => {
  const burning = { losses: 40, domainDays: 3_000 }
  t.ok((wantedStock(state({ seen: burning })) ?? 0) > (wantedStock(state()) ?? 0))
  const deadly = planFleetDay(state({ domains: [], seen: { losses: 50_000, domainDays: 600 } }))
  t.match(only(deadly, 'ask'), [{ reason: 'burn_rate_too_high', missing: 18 }])
  t.ok(only(deadly, 'order').length > 0, 'what the target needs is ordered all the same')
})

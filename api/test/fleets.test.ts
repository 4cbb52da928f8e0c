import { type FleetState, forecastFleet } from '@coldframe/temporal/fleet'
import t from 'tap'
import { fleetOf } from './good-requests.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

const create = (change: Record<string, unknown> = {}) =>
  call('POST', '/v1/fleets', { body: { ...fleetOf('acme.com'), ...change } })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const countFleets = async () => (await api.sql.query('select count(*)::int as count from fleets')).rows[0].count

t.test('a fleet is kept from the moment it was asked for', async (t) => {
  const { status, body, headers } = await create({ maxSpendPerMonth: usd('1000.00'), metadata: { team: 'a' } })
  t.equal(status, 201)
  t.equal(headers.location, `/v1/fleets/${body.id}`)
  t.match(body, {
    status: 'building',
    brandDomain: 'acme.com',
    dailySendTarget: 100,
    warmupProfile: 'standard',
    spareRatio: 0.2,
    maxSpendPerMonth: usd('1000.00'),
    rotationPolicy: 'automatic',
    capacity: { dailySendLimit: 0, provisioning: 0, active: 0 },
    shortage: null,
    message: null,
    lack: null,
    lowFrom: null,
    lookedAtOn: null,
    metadata: { team: 'a' },
  })
  t.equal(body.mailboxes.length, 10, 'the people are chosen once: each domain has the same ones')
  const { rows } = await api.sql.query(`select message from outbox where message->>'workflowId' = $1`, [
    `keep-fleet/${body.id}`,
  ])
  t.match(rows, [{ message: { workflowType: 'keepFleet', input: { fleetId: body.id } } }])
})

t.test('a share of spares that is next to nothing is kept as it was given', async (t) => {
  for (const spareRatio of [0, 1e-100, 0.123456789012345, 5e-324]) {
    const { body } = await create({ spareRatio })
    t.equal(body.spareRatio, spareRatio)
    const changed = await call('PATCH', `/v1/fleets/${body.id}`, { body: { spareRatio } })
    t.match(changed, { status: 200, body: { spareRatio } })
  }
})

t.test('a target that no ceiling pays for is refused with both sums, and nothing is stored', async (t) => {
  const before = await countFleets()
  const own = await create({ dailySendTarget: 5000, maxSpendPerMonth: usd('1000.00') })
  t.match(own, {
    status: 402,
    body: { code: 'fleet_unaffordable', detail: /comes to \d+\.\d\d USD.+1000\.00 USD.+\d+ a day/ },
  })
  await api.db.accounts.update(api.owner, api.owner.accountId, { spendCeilingCents: 100_00 })
  t.match(await create(), { status: 402, body: { code: 'fleet_unaffordable', detail: /100\.00 USD/ } })
  await api.db.accounts.update(api.owner, api.owner.accountId, { spendCeilingCents: null })
  t.match(await create({ dailySendTarget: 500_000, mailboxCount: 1 }), {
    status: 422,
    body: { code: 'fleet_too_large' },
  })
  t.match(await create({ maxSpendPerMonth: { amount: '9000.00', currency: 'EUR' } }), {
    status: 422,
    body: { code: 'currency_mismatch' },
  })
  t.equal(await countFleets(), before)
})

t.test('a wish that cannot be kept is refused by field', async (t) => {
  const before = await countFleets()
  const { brandDomain: _, ...brandless } = fleetOf('acme.com')
  const refusals: [string, Record<string, unknown>][] = [
    ['brandDomain', { brandDomain: 'not a name' }],
    ['dailySendTarget', { dailySendTarget: 0 }],
    ['dailySendTarget', { dailySendTarget: -1 }],
    ['spareRatio', { spareRatio: 1.5 }],
    ['provider', { provider: 'pigeon' }],
    ['mailboxCount', { mailboxCount: 0 }],
    ['mailboxes', { mailboxCount: undefined }],
    ['warmupProfile', { warmupProfile: 'instant' }],
    ['residency', { residency: 'moon' }],
  ]
  for (const [path, change] of refusals) {
    const { status, body } = await create(change)
    t.equal(status, 422, path)
    t.ok(
      body.errors.some((error: { path: string }) => error.path === path),
      `${path}: ${JSON.stringify(body.errors)}`,
    )
  }
  t.match(await call('POST', '/v1/fleets', { body: brandless }), {
    status: 422,
    body: { errors: [{ path: 'brandDomain' }] },
  })
  t.match(await create({ provider: 'smtp_relay' }), { status: 422, body: { code: 'provider_not_available' } })
  t.equal(await countFleets(), before)
})

t.test('a change is looked at at once, and one of an old version is refused', async (t) => {
  const { body: fleet } = await create()
  const path = `/v1/fleets/${fleet.id}`
  const { body, status } = await call('PATCH', path, { body: { dailySendTarget: 200, maxSpendPerMonth: null } })
  t.equal(status, 200)
  t.match(body, { dailySendTarget: 200, version: fleet.version + 1, maxSpendPerMonth: null, name: 'Outbound' })
  const { rows } = await api.sql.query(
    `select message->>'signal' as signal from outbox where message->>'workflowId' = $1`,
    [`keep-fleet/${fleet.id}`],
  )
  t.same(
    rows.map(({ signal }: { signal: string | null }) => signal),
    [null, 'look_again'],
  )
  t.match(await call('PATCH', path, { body: { spareRatio: 0.1 }, headers: { 'if-match': `"${fleet.version}"` } }), {
    status: 412,
  })
  t.match(await call('PATCH', path, { body: { dailySendTarget: 5000, maxSpendPerMonth: usd('10.00') } }), {
    status: 402,
    body: { code: 'fleet_unaffordable' },
  })
  t.match(await call('GET', path), { body: { dailySendTarget: 200, spareRatio: 0.2 } })
})

t.test('a fleet that is ended lets its domains go, and stays ended', async (t) => {
  const { body: fleet } = await create()
  const path = `/v1/fleets/${fleet.id}`
  t.match(await call('DELETE', path), { status: 200, body: { status: 'ended', endedAt: /./ } })
  for (const method of ['DELETE', 'PATCH'] as const)
    t.match(await call(method, path, method === 'PATCH' ? { body: { spareRatio: 0 } } : {}), {
      status: 409,
      body: { code: 'fleet_ended' },
    })
  t.match(await call('GET', `${path}/forecast`), { status: 409, body: { code: 'fleet_ended' } })
})

t.test('a forecast is what its keeper reckoned last: ninety days, the orders and their cost', async (t) => {
  const { body: fleet } = await create({ dailySendTarget: 5000 })
  const path = `/v1/fleets/${fleet.id}/forecast`
  t.match(await call('GET', path), { status: 200, body: { lookedAtOn: null, days: [], orders: 0, cost: usd('0.00') } })
  const state: FleetState = {
    targetPerDay: 5000,
    kind: { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 },
    spareRatio: 0.2,
    domains: [],
    seen: { losses: 0, domainDays: 0 },
    spendLeftCents: null,
    orderCents: 115_00,
  }
  const forecast = forecastFleet(state, fleet.id)
  await api.db.fleets.note(api.owner, fleet.id, { forecast, keptOn: '2026-03-01' })
  const { body } = await call('GET', path)
  t.equal(body.days.length, 90)
  t.match(body, { fleetId: fleet.id, dailySendTarget: 5000, lookedAtOn: '2026-03-01', lowFrom: '2026-03-01' })
  t.equal(body.days[89].date, '2026-05-29')
  t.equal(body.days[0].capacity.middle, 0)
  t.ok(body.days[80].capacity.middle >= 5000, 'after the first ramp it is kept')
  t.ok(body.days.every(({ capacity: { low, middle, high } }: Band) => low <= middle && middle <= high))
  t.ok(body.orders >= 32, 'the whole stock')
  t.ok(Number(body.cost.amount) >= 32 * 115)
})

interface Band {
  capacity: { low: number; middle: number; high: number }
}

t.test('a quote says what a fleet takes, and what a ceiling keeps of it', async (t) => {
  const wish = { ...fleetOf('acme.com'), dailySendTarget: 5000 }
  const before = await countFleets()
  const { body } = await call('POST', '/v1/quotes', { body: { fleet: wish } })
  t.match(body, {
    domains: [],
    fleet: {
      domains: 32,
      leadDays: 38,
      build: usd('3680.00'),
      keptPerDay: 5000,
      lacking: usd('0.00'),
      currency: 'USD',
    },
  })
  const under = await call('POST', '/v1/quotes', { body: { fleet: { ...wish, maxSpendPerMonth: usd('1000.00') } } })
  t.ok(under.body.fleet.keptPerDay < 5000)
  t.equal(Number(under.body.fleet.lacking.amount), Number((Number(under.body.fleet.perMonth.amount) - 1000).toFixed(2)))
  t.match(await call('POST', '/v1/quotes', { body: {} }), {
    status: 422,
    body: { errors: [{ code: 'nothing_to_price' }] },
  })
  t.equal(await countFleets(), before, 'nothing is kept for it')
})

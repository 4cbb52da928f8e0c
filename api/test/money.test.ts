import t from 'tap'
import { addPurchase, addReadyDomain } from './fixture.ts'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const usd = (amount: string) => ({ amount, currency: 'USD' })

/** An account of its own, whose spending no other test counts. */
async function newCaller(ceilingCents: number | null = null) {
  const { owner, key } = await api.newAccount()
  if (ceilingCents !== null)
    await api.sql.query('update accounts set spend_ceiling_cents = $1 where id = $2', [ceilingCents, owner.accountId])
  return { owner, key, call: caller({ app: api.app, key }) }
}

/** 50.00 flat, 17.00 for the .com, 4.80 for the mailbox. */
const price = '71.80'

t.test('a quote', async (t) => {
  const { call } = await newCaller()

  await t.test('prices orders line by line, and buys and keeps nothing', async (t) => {
    api.now.value = new Date('2026-12-01T10:00:00Z')
    const before = await countRows(api)
    const own = orderOf('mine.ch', { mailboxes: undefined, mailboxCount: 3, registration: 'existing' })
    const { status, body } = await call('POST', '/v1/quotes', { body: { domains: [orderOf('Bücher.com'), own] } })
    t.equal(status, 200)
    t.same(body, {
      domains: [
        {
          name: 'xn--bcher-kva.com',
          items: [
            { kind: 'flat_price', quantity: 1, unitAmount: usd('50.00'), amount: usd('50.00'), recurs: 'monthly' },
            { kind: 'registration', quantity: 1, unitAmount: usd('17.00'), amount: usd('17.00'), recurs: 'yearly' },
            { kind: 'licences', quantity: 1, unitAmount: usd('4.80'), amount: usd('4.80'), recurs: 'monthly' },
          ],
          totals: { charged: usd('50.00'), purchased: usd('21.80'), total: usd('71.80') },
        },
        {
          name: 'mine.ch',
          items: [
            { kind: 'flat_price', quantity: 1, unitAmount: usd('50.00'), amount: usd('50.00'), recurs: 'monthly' },
            { kind: 'licences', quantity: 3, unitAmount: usd('4.80'), amount: usd('14.40'), recurs: 'monthly' },
          ],
          totals: { charged: usd('50.00'), purchased: usd('14.40'), total: usd('64.40') },
        },
      ],
      totals: { charged: usd('100.00'), purchased: usd('36.20'), total: usd('136.20') },
      fleet: null,
      currency: 'USD',
      priceListVersion: '2026-11-01',
      expiresAt: '2026-12-02T10:00:00.000Z',
    })
    t.same(await countRows(api), before)
  })

  await t.test('refuses what the order itself would be refused for, and says which', async (t) => {
    const refusals = [
      [{ provider: 'smtp_relay' }, 422, 'provider_not_available'],
      [{ dns: 'external' }, 422, 'registration_needs_managed_dns'],
      [{ brandDomain: 'www.getacme.com' }, 422, 'domain_is_primary'],
      [{ maxSpend: { amount: '100.00', currency: 'EUR' } }, 422, 'currency_mismatch'],
      [{ mailboxCount: 3 }, 422, 'validation_failed'],
    ] as const
    for (const [fault, status, code] of refusals) {
      const order = orderOf('getacme.com', fault)
      const quoted = await call('POST', '/v1/quotes', { body: { domains: [orderOf('fine.com'), order] } })
      const ordered = await call('POST', '/v1/domains', { body: order })
      t.match([quoted.status, quoted.body.code], [status, code])
      t.match([ordered.status, ordered.body.code], [status, code])
      if (code === 'validation_failed') t.match(quoted.body.errors[0].path, /^domains\.1\./)
      else t.match(quoted.body.detail, /^domains\.1: /)
    }
  })

  await t.test('takes 1 to 100 orders', async (t) => {
    const orders = (count: number) => Array.from({ length: count }, (_, index) => orderOf(`many${index}.com`))
    const statusOf = async (count: number) =>
      (await call('POST', '/v1/quotes', { body: { domains: orders(count) } })).status
    t.same([await statusOf(0), await statusOf(100), await statusOf(101)], [422, 200, 422])
  })

  await t.test('is what the order then comes to', async (t) => {
    const { owner, call } = await newCaller()
    const order = orderOf('asquoted.io', { mailboxes: undefined, mailboxCount: 7 })
    const quoted = await call('POST', '/v1/quotes', { body: { domains: [order] } })
    const { total } = quoted.body.totals
    const cents = Number(total.amount.replace('.', ''))
    const refused = { ...total, amount: `${((cents - 1) / 100).toFixed(2)}` }
    t.equal((await call('POST', '/v1/domains', { body: { ...order, maxSpend: refused } })).status, 402)
    const placed = await call('POST', '/v1/domains', { body: { ...order, maxSpend: total } })
    t.equal(placed.status, 202)
    t.match(await api.db.spend.get(owner, placed.body.operationId), {
      amountCents: cents,
      domainId: placed.body.id,
      priceListVersion: quoted.body.priceListVersion,
      items: [{ kind: 'flat_price' }, { kind: 'registration' }, { kind: 'licences', quantity: 7 }],
      releasedAt: null,
    })
  })
})

t.test('an order over its maxSpend is refused, and nothing is written', async (t) => {
  const { call } = await newCaller()
  const before = await countRows(api)
  const answer = await call('POST', '/v1/domains', { body: orderOf('max.com', { maxSpend: usd('71.79') }) })
  t.match([answer.status, answer.body.code], [402, 'max_spend_exceeded'])
  t.match(answer.body.detail, /71\.80 USD.*71\.79 USD/)
  t.same(await countRows(api), before)
  t.equal((await call('POST', '/v1/domains', { body: orderOf('max.com', { maxSpend: usd(price) }) })).status, 202)
})

t.test('amounts that are no amounts are refused', async (t) => {
  const { call } = await newCaller()
  for (const amount of ['100', '100.0', '-1.00', '1e3', '01.00', '12345678.00', 100, null]) {
    const body = orderOf('amounts.com', { maxSpend: { amount, currency: 'USD' } })
    t.equal((await call('POST', '/v1/domains', { body })).status, 422, String(amount))
  }
})

t.test('the ceiling of a month', async (t) => {
  await t.test('lets through what fits, to the cent, and nothing after it', async (t) => {
    const { call } = await newCaller(2 * 7180)
    t.equal((await call('POST', '/v1/domains', { body: orderOf('fits1.com') })).status, 202)
    t.equal((await call('POST', '/v1/domains', { body: orderOf('fits2.com') })).status, 202)
    const before = await countRows(api)
    const over = await call('POST', '/v1/domains', { body: orderOf('over.com') })
    t.match([over.status, over.body.code], [402, 'spend_ceiling_exceeded'])
    t.match(over.body.detail, /71\.80 USD.*143\.60 USD of 143\.60 USD/)
    t.same(await countRows(api), before)
    t.equal((await call('POST', '/v1/domains', { body: orderOf('fits1.com') })).body.code, 'domain_exists')
  })

  await t.test('of nothing lets nothing through', async (t) => {
    const { call } = await newCaller(0)
    t.equal((await call('POST', '/v1/domains', { body: orderOf('nothing.com') })).status, 402)
  })

  await t.test('counts each mode by itself, and no other account', async (t) => {
    const { owner, call } = await newCaller(7180)
    const stranger = await newCaller()
    await api.db.spend.reserve({ ...owner, livemode: true }, reservation('op_live'))
    await api.db.spend.reserve(stranger.owner, reservation('op_theirs'))
    t.equal((await call('POST', '/v1/domains', { body: orderOf('modes.com') })).status, 202)
  })

  await t.test('begins anew with each month', async (t) => {
    const { owner, call } = await newCaller(7180)
    const placed = await call('POST', '/v1/domains', { body: orderOf('month.com') })
    t.equal((await call('POST', '/v1/domains', { body: orderOf('month2.com') })).status, 402)
    await api.sql.query(
      `update spend_reservations set created_at = date_trunc('month', now(), 'UTC') - interval '1 millisecond'
       where operation_id = $1`,
      [placed.body.operationId],
    )
    t.equal((await call('POST', '/v1/domains', { body: orderOf('month2.com') })).status, 202)
    await api.sql.query(
      `update spend_reservations set created_at = date_trunc('month', now(), 'UTC') where operation_id = $1`,
      [placed.body.operationId],
    )
    t.equal(await api.db.spend.takenThisMonth(owner), 2 * 7180)
  })

  await t.test('gives back what an order that was given up had not bought', async (t) => {
    const { owner, call } = await newCaller(7180)
    const placed = await call('POST', '/v1/domains', { body: orderOf('given-up.com') })
    await api.db.spend.release(owner, placed.body.operationId, 1700)
    t.equal((await call('POST', '/v1/domains', { body: orderOf('instead.com') })).status, 402)
    await api.sql.query('update accounts set spend_ceiling_cents = $1 where id = $2', [7180 + 1700, owner.accountId])
    t.equal((await call('POST', '/v1/domains', { body: orderOf('instead.com') })).status, 202)
  })
})

const reservation = (operationId: string) => ({
  operationId,
  domainId: 'dom_x',
  amountCents: 7180,
  currency: 'USD',
  priceListVersion: '2026-11-01',
  items: [],
})

t.test('further mailboxes', async (t) => {
  const person = (localPart: string) => ({ localPart, displayName: 'Bob Hall' })
  const add = (domainId: string, names: string[], maxSpend?: unknown) => ({
    body: { domainId, mailboxes: names.map(person), ...(maxSpend !== undefined && { maxSpend }) },
  })

  await t.test('spend a licence each, under maxSpend and ceiling', async (t) => {
    const { owner, call } = await newCaller(1000)
    const { domain } = await addReadyDomain(api, owner, 'more.com')
    const before = await countRows(api)
    const over = await call('POST', '/v1/mailboxes', add(domain.id, ['bob', 'carl'], usd('9.59')))
    t.match([over.status, over.body.code], [402, 'max_spend_exceeded'])
    const ceiling = await call('POST', '/v1/mailboxes', add(domain.id, ['bob', 'carl', 'dora']))
    t.match([ceiling.status, ceiling.body.code], [402, 'spend_ceiling_exceeded'])
    const foreign = await call('POST', '/v1/mailboxes', add(domain.id, ['bob'], { amount: '50.00', currency: 'CHF' }))
    t.match([foreign.status, foreign.body.code], [422, 'currency_mismatch'])
    t.same(await countRows(api), before)
    const added = await call('POST', '/v1/mailboxes', add(domain.id, ['bob', 'carl'], usd('9.60')))
    t.equal(added.status, 202)
    t.match(await api.db.spend.get(owner, added.body.operationId), { amountCents: 960, domainId: domain.id })
  })

  await t.test('that are refused cost nothing', async (t) => {
    const { owner, call } = await newCaller()
    const { domain } = await addReadyDomain(api, owner, 'refused.com')
    const added = await call('POST', '/v1/mailboxes', add(domain.id, ['bob', 'a b', 'anna'], usd('4.80')))
    t.equal(added.status, 202)
  })

  await t.test('take licences that lie idle first', async (t) => {
    const { owner, call } = await newCaller(0)
    const { domain, tenantId } = await addReadyDomain(api, owner, 'idle.com')
    await api.db.tenants.update(owner, tenantId, { licences: 2 })
    t.equal((await call('POST', '/v1/mailboxes', add(domain.id, ['bob'], usd('0.00')))).status, 202)
    t.equal((await call('POST', '/v1/mailboxes', add(domain.id, ['carl']))).status, 402)
  })
})

t.test('the ledger', async (t) => {
  const { owner, call } = await newCaller()
  const [first, second] = [
    (await addReadyDomain(api, owner, 'ledger1.com')).domain,
    (await addReadyDomain(api, owner, 'ledger2.com')).domain,
  ]
  for (const quantity of [1, 2, 3]) await addPurchase(api, owner, first.id, 'licences', quantity)
  await addPurchase(api, owner, first.id, 'registration', 4)
  await addPurchase(api, owner, second.id, 'licences', 5)

  const quantities = ({ body }: { body: { data: { quantity: number }[] } }) => body.data.map(({ quantity }) => quantity)

  await t.test('lists what was bought, newest first', async (t) => {
    const { status, body } = await call('GET', '/v1/purchases')
    t.equal(status, 200)
    t.same(quantities({ body }), [5, 4, 3, 2, 1])
    t.match(body.data[0], {
      id: /^pur_/,
      domainId: second.id,
      kind: 'licences',
      quantity: 5,
      amount: usd('24.00'),
      priceListVersion: '2026-11-01',
      externalId: /^op_/,
    })
  })

  await t.test('is chosen from by domain and kind, and paged', async (t) => {
    t.same(quantities(await call('GET', `/v1/purchases?domainId=${first.id}`)), [4, 3, 2, 1])
    t.same(quantities(await call('GET', `/v1/purchases?domainId=${first.id}&kind=licences`)), [3, 2, 1])
    t.same(quantities(await call('GET', '/v1/purchases?kind=registration')), [4])
    t.same(quantities(await call('GET', '/v1/purchases?domainId=dom_01jd8k5f9q4rwxyzabcdefghjk')), [])
    const page = await call('GET', `/v1/purchases?domainId=${first.id}&limit=3`)
    t.same(quantities(page), [4, 3, 2])
    const rest = await call('GET', `/v1/purchases?domainId=${first.id}&limit=3&cursor=${page.body.nextCursor}`)
    t.same([quantities(rest), rest.body.nextCursor], [[1], null])
  })

  await t.test("shows no other account's purchases, whatever is asked for", async (t) => {
    const stranger = await newCaller()
    t.same(quantities(await stranger.call('GET', '/v1/purchases')), [])
    t.same(quantities(await stranger.call('GET', `/v1/purchases?domainId=${first.id}`)), [])
  })
})

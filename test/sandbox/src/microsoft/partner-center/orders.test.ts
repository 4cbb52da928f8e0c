import t, { type Test } from 'tap'
import { sandboxCredentials } from '../../world/credentials.ts'
import { reviewCustomer } from '../circumstances.ts'
import { audiences } from '../state/names.ts'
import { newCustomer } from '../testing/customer.ts'
import { at, listAt, type Microsoft, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const { partner } = sandboxCredentials
const dayMs = 86_400_000

async function start(test: Test) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  const token = await microsoft.token(partner.tenantId, audiences.partnerCenter)
  return { microsoft, tenant, token, base: `/v1/customers/${tenant}` }
}

async function acceptAgreement(microsoft: Microsoft, base: string) {
  const token = await microsoft.token(partner.tenantId, audiences.partnerCenter, true)
  const body = {
    primaryContact: { firstName: 'A', lastName: 'B', email: 'a@b.example' },
    templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
    dateAgreed: '2026-01-01T00:00:00Z',
    type: 'MicrosoftCustomerAgreement',
  }
  await microsoft.call('POST', `${base}/agreements`, { token, body })
}

async function offer(microsoft: Microsoft, base: string, token: string) {
  const path = `${base}/products/${partner.productId}/skus/${partner.skuId}/availabilities`
  return textAt((await microsoft.call('GET', path, { token })).body, 'items.0.catalogItemId')
}

async function cart(microsoft: Microsoft, base: string, token: string, quantity = 10) {
  const catalogItemId = await offer(microsoft, base, token)
  const lineItems = [{ id: 0, catalogItemId, quantity, billingCycle: 'monthly', termDuration: 'P1M' }]
  const answer = await microsoft.call('POST', `${base}/carts`, { token, body: { lineItems } })
  return `${base}/carts/${textAt(answer.body, 'id')}`
}

async function subscription(test: Test) {
  const { microsoft, base, token } = await start(test)
  await acceptAgreement(microsoft, base)
  await microsoft.call('POST', `${await cart(microsoft, base, token)}/checkout`, { token })
  const list = await microsoft.call('GET', `${base}/subscriptions`, { token })
  const path = `${base}/subscriptions/${textAt(list.body, 'items.0.id')}`
  const get = async () => {
    const { body } = await microsoft.call('GET', path, { token })
    return typeof body === 'object' && body !== null ? body : {}
  }
  const patch = (body: object, headers = {}) => microsoft.call('PATCH', path, { token, body, headers })
  return { microsoft, get, patch }
}

t.test('nothing is sold before the agreement, nor to a customer under review', async (t) => {
  const { microsoft, tenant, base, token } = await start(t)
  const path = `${await cart(microsoft, base, token)}/checkout`
  t.match(await microsoft.call('POST', path, { token }), { status: 403, body: { code: 13605 } })
  await acceptAgreement(microsoft, base)
  reviewCustomer(microsoft.world, tenant, 800074)
  t.match(await microsoft.call('POST', path, { token }), { status: 403, body: { code: '800074' } })
  reviewCustomer(microsoft.world, tenant, null)
  t.equal((await microsoft.call('POST', path, { token })).status, 201)
})

t.test('the same cart buys once', async (t) => {
  const { microsoft, tenant, base, token } = await start(t)
  await acceptAgreement(microsoft, base)
  const path = await cart(microsoft, base, token)
  const [first, second] = [
    await microsoft.call('POST', `${path}/checkout`, { token }),
    await microsoft.call('POST', `${path}/checkout`, { token }),
  ]
  t.same(second.body, first.body)
  t.same(microsoft.world.counters.all().orders, { [tenant]: 1 })
})

t.test('an order is pending until its subscription shows up', async (t) => {
  const { microsoft, base, token } = await start(t)
  await acceptAgreement(microsoft, base)
  microsoft.setDelays({ preset: 'realistic' })
  const bought = await microsoft.call('POST', `${await cart(microsoft, base, token)}/checkout`, { token })
  const orderId = textAt(bought.body, 'orders.0.id')
  t.match(bought.body, { orders: [{ status: 'pending' }] })
  t.notOk(at(bought.body, 'orders.0.lineItems.0.subscriptionId'))
  const find = () => microsoft.call('GET', `${base}/subscriptions?order_id=${orderId}`, { token })
  t.match(await find(), { status: 404, body: { code: '20000' } })
  microsoft.advance(5 * 60_000)
  t.match((await find()).body, { items: [{ orderId, quantity: 10, status: 'active', autoRenewEnabled: true }] })
  t.match((await microsoft.call('GET', `${base}/orders/${orderId}`, { token })).body, { status: 'completed' })
})

t.test('an offer is reissued: an old one makes a faulty line, which buys nothing', async (t) => {
  const { microsoft, base, token } = await start(t)
  await acceptAgreement(microsoft, base)
  const catalogItemId = await offer(microsoft, base, token)
  microsoft.advance(30 * 60_000)
  t.not(await offer(microsoft, base, token), catalogItemId)
  const lineItems = [{ id: 0, catalogItemId, quantity: 1, billingCycle: 'monthly', termDuration: 'P1M' }]
  const made = await microsoft.call('POST', `${base}/carts`, { token, body: { lineItems } })
  t.match(made, { status: 201, body: { lineItems: [{ error: { errorCode: '800002' } }] } })
  const bought = await microsoft.call('POST', `${base}/carts/${textAt(made.body, 'id')}/checkout`, { token })
  t.match(bought, { status: 201, body: { orders: [], orderErrors: [{ code: '800002' }] } })
})

t.test('a cart expires', async (t) => {
  const { microsoft, base, token } = await start(t)
  await acceptAgreement(microsoft, base)
  const path = await cart(microsoft, base, token)
  microsoft.advance(16 * 60_000)
  t.equal((await microsoft.call('POST', `${path}/checkout`, { token })).status, 400)
})

t.test('a PATCH wants the newest ETag and forgets the renewal that it does not name', async (t) => {
  const { get, patch } = await subscription(t)
  const before = await get()
  t.match(await patch(before, { 'if-match': '"stale"' }), { status: 400, body: { code: '2055' } })
  t.match((await patch({ ...before, quantity: 12 })).body, { quantity: 12, autoRenewEnabled: true })
  t.match(await patch(before), { status: 400, body: { code: '2055' } })
  const now = await get()
  t.match((await patch({ ...now, autoRenewEnabled: undefined })).body, { autoRenewEnabled: false })
})

t.test('seats change while a subscription is active, not while it is suspended', async (t) => {
  const { get, patch } = await subscription(t)
  t.match((await patch({ ...(await get()), quantity: 8 })).body, { quantity: 8 })
  t.match(await patch({ ...(await get()), quantity: 0 }), { status: 400, body: { code: '2002' } })
  t.match(await patch({ ...(await get()), quantity: 9, status: 'suspended' }), { status: 400, body: { code: '2001' } })
  t.equal((await patch({ ...(await get()), status: 'suspended' })).status, 200)
  t.match(await patch({ ...(await get()), quantity: 9 }), { status: 400, body: { code: '800091' } })
  t.equal((await patch({ ...(await get()), status: 'active' })).status, 200)
})

t.test('after seven days seats stay and the subscription runs to its end', async (t) => {
  const { microsoft, get } = await subscription(t)
  const before = await get()
  microsoft.advance(8 * dayMs)
  const token = await microsoft.token(partner.tenantId, audiences.partnerCenter)
  const path = textAt(before, 'links.self.uri')
  const patch = (body: object) => microsoft.call('PATCH', `/v1${path}`, { token, body })
  t.match(await patch({ ...before, quantity: 5 }), { status: 400, body: { code: '800090' } })
  t.match(await patch({ ...before, status: 'deleted' }), { status: 400, body: { code: '900117' } })
})

t.test('a cancelled subscription is over, and then the relationship can end', async (t) => {
  const { microsoft, get, patch } = await subscription(t)
  const user = await microsoft.token(partner.tenantId, audiences.partnerCenter, true)
  const base = textAt(await get(), 'links.self.uri').replace(/\/subscriptions.*/, '')
  const end = () => microsoft.call('PATCH', `/v1${base}`, { token: user, body: { relationshipToPartner: 'none' } })
  t.equal((await end()).status, 400)
  t.equal((await patch({ ...(await get()), status: 'deleted' })).status, 200)
  t.match(await patch(await get()), { status: 400, body: { code: '900279' } })
  t.match(await end(), { status: 200, body: { RelationshipToPartner: 'none', BillingProfile: null } })
  t.equal(listAt((await microsoft.call('GET', '/v1/customers', { token: user })).body, 'items').length, 0)
})

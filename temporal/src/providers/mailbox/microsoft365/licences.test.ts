import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { answerLogins, createFixture, partnerCenter, tenantId } from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.beforeEach(() => void answerLogins())
t.afterEach(() => nock.cleanAll())

const customer = `/v1/customers/${tenantId}`
const subscription = {
  id: 'sub-1',
  offerId: 'CFQ7TTC0LH16:0001:CFQ7TTC0K18P',
  orderId: 'order-1',
  quantity: 10,
  status: 'active',
  autoRenewEnabled: true,
  commitmentEndDate: '2026-04-01T00:00:00Z',
  friendlyName: 'kept as it is',
  attributes: { etag: 'etag-1', objectType: 'Subscription' },
}

t.test('only the subscription of the mailbox product counts', async (t) => {
  const items = [{ ...subscription, offerId: 'OTHER:0001:X' }, { ...subscription, status: 'deleted' }, subscription]
  nock(partnerCenter).get(`${customer}/subscriptions`).reply(200, { items })
  t.strictSame(await createFixture().mailbox.findLicences(tenantId), {
    subscriptionId: 'sub-1',
    orderId: 'order-1',
    quantity: 10,
    status: 'active',
    autoRenew: true,
    termEndsAt: new Date('2026-04-01T00:00:00Z'),
  })
})

t.test('before it is provisioned there is none', async (t) => {
  nock(partnerCenter).get(`${customer}/subscriptions`).reply(404, { code: 20000, description: 'not found' })
  t.equal(await createFixture().mailbox.findLicences(tenantId), null)
})

const availabilities = `${customer}/products/CFQ7TTC0LH16/skus/0001/availabilities`

t.test('a cart holds the monthly offer as it is sold now', async (t) => {
  let sent: unknown
  nock(partnerCenter)
    .get(availabilities)
    .reply(200, {
      items: [
        { catalogItemId: 'a:0001:yearly', terms: [{ duration: 'P1Y' }] },
        { catalogItemId: 'a:0001:monthly', terms: [{ duration: 'P1M' }] },
      ],
    })
    .post(`${customer}/carts`)
    .reply(201, async (request: Request) => {
      sent = await request.json()
      return { id: 'cart-1', expirationTimestamp: '2026-03-01T12:15:00Z', lineItems: [{ id: 0 }] }
    })
  const cart = await createFixture().mailbox.prepareLicenceOrder(tenantId, 10)
  t.strictSame(cart, { cartId: 'cart-1', expiresAt: new Date('2026-03-01T12:15:00Z') })
  t.strictSame(sent, {
    lineItems: [{ id: 0, catalogItemId: 'a:0001:monthly', quantity: 10, billingCycle: 'monthly', termDuration: 'P1M' }],
  })
})

t.test('a product without a monthly term is not bought', async (t) => {
  nock(partnerCenter)
    .get(availabilities)
    .reply(200, { items: [{ catalogItemId: 'a', terms: [{ duration: 'P1Y' }] }] })
  t.match(await failureOf(createFixture().mailbox.prepareLicenceOrder(tenantId, 1)), {
    kind: 'rejected',
    code: 'no_monthly_term',
  })
})

t.test('an error in a line of a good cart counts', async (t) => {
  nock(partnerCenter)
    .get(availabilities)
    .reply(200, { items: [{ catalogItemId: 'a' }] })
    .post(`${customer}/carts`)
    .reply(201, {
      id: 'cart-1',
      expirationTimestamp: '2026-03-01T12:15:00Z',
      lineItems: [{ error: { errorCode: 800023, errorDescription: 'credit limit' } }],
    })
  t.match(await failureOf(createFixture().mailbox.prepareLicenceOrder(tenantId, 1)), {
    kind: 'needs_human',
    code: '800023',
  })
})

t.test('the checkout answers with the order', async (t) => {
  nock(partnerCenter)
    .post(`${customer}/carts/cart-1/checkout`, '')
    .reply(201, '\uFEFF{"orders":[{"id":"order-1"}],"orderErrors":[]}')
  t.strictSame(await createFixture().mailbox.placeLicenceOrder(tenantId, 'cart-1'), { orderId: 'order-1' })
})

t.test('a checkout that brought no order says why', async (t) => {
  const orderErrors = [{ orderGroupId: '0', code: 800074, description: 'under review' }]
  nock(partnerCenter).post(`${customer}/carts/cart-1/checkout`).reply(201, { orders: [], orderErrors })
  t.match(await failureOf(createFixture().mailbox.placeLicenceOrder(tenantId, 'cart-1')), {
    kind: 'needs_human',
    code: '800074',
  })
})

const path = `${customer}/subscriptions/sub-1`

t.test('a change sends the whole resource back with its etag', async (t) => {
  let sent: unknown
  nock(partnerCenter)
    .get(path)
    .reply(200, subscription)
    .patch(path)
    .matchHeader('if-match', 'etag-1')
    .reply(200, async (request: Request) => {
      sent = await request.json()
      return {}
    })
  await createFixture().mailbox.setLicenceQuantity(tenantId, 'sub-1', 12)
  t.strictSame(sent, { ...subscription, quantity: 12 })
})

t.test('a change that is there already sends nothing', async (t) => {
  nock(partnerCenter).get(path).reply(200, subscription)
  await createFixture().mailbox.setLicenceQuantity(tenantId, 'sub-1', 10)
  t.pass()
})

t.test('a stale etag is read again, once', async (t) => {
  nock(partnerCenter)
    .get(path)
    .times(2)
    .reply(200, subscription)
    .patch(path)
    .times(2)
    .reply(400, { code: 2055, description: 'stale' })
  t.match(await failureOf(createFixture().mailbox.setLicenceQuantity(tenantId, 'sub-1', 12)), {
    kind: 'conflict',
    code: '2055',
  })
})

t.test('an end of renewal says when the term ends', async (t) => {
  nock(partnerCenter)
    .get(path)
    .reply(200, subscription)
    .patch(path, /"autoRenewEnabled":false/)
    .reply(200, {})
  const { endsAt } = await createFixture().mailbox.stopLicenceRenewal(tenantId, 'sub-1')
  t.strictSame(endsAt, new Date('2026-04-01T00:00:00Z'))
})

t.test('a change that the vendor works on is pending', async (t) => {
  nock(partnerCenter).get(path).reply(200, subscription).patch(path).reply(202, '', { location: '/operations/1' })
  t.match(await failureOf(createFixture().mailbox.setLicenceQuantity(tenantId, 'sub-1', 12)), { kind: 'pending' })
})

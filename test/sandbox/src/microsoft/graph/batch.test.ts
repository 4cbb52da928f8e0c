import t, { type Test } from 'tap'
import {
  addMailbox,
  addVerifiedDomain,
  buySeats,
  grantAll,
  licenceBody,
  newCustomer,
  userBody,
} from '../testing/customer.ts'
import { at, listAt, type Microsoft, startMicrosoft } from '../testing/start-microsoft.ts'

async function start(test: Test, seats = 100) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph: token } = await grantAll(microsoft, tenant)
  await addVerifiedDomain(microsoft, token, 'getacme.com')
  buySeats(microsoft, tenant, seats)
  return { microsoft, token, batch: batchOf(microsoft, token) }
}

const batchOf = (microsoft: Microsoft, token: string) => (requests: object[]) =>
  microsoft.call('POST', '/v1.0/$batch', { token, body: { requests } })

const json = { 'Content-Type': 'application/json' }
const byId = (body: unknown, id: string) => listAt(body, 'responses').find((one) => at(one, 'id') === id)

t.test('answers each item by itself, in no certain order', async (t) => {
  const { batch } = await start(t)
  const requests = Array.from({ length: 20 }, (_, id) => ({
    id: String(id),
    method: 'GET',
    url: `/users/u${id}@getacme.com`,
  }))
  requests[3] = { id: '3', method: 'GET', url: '/organization' }
  const { status, body } = await batch(requests)
  t.equal(status, 200)
  t.match(byId(body, '3'), { status: 200, headers: { 'Content-Type': 'application/json' } })
  t.match(byId(body, '4'), { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
  const orders = new Set<string>()
  for (let round = 0; round < 5; round += 1)
    orders.add(
      listAt((await batch(requests)).body, 'responses')
        .map((one) => at(one, 'id'))
        .join(),
    )
  t.ok(orders.size > 1)
})

t.test('malformed batches are refused as a whole', async (t) => {
  const { batch } = await start(t)
  const get = (id: string) => ({ id, method: 'GET', url: '/users' })
  t.equal((await batch([get('1'), get('1')])).status, 400)
  t.equal((await batch(Array.from({ length: 21 }, (_, id) => get(String(id))))).status, 400)
  t.equal((await batch([{ id: '1', method: 'POST', url: '/$batch' }])).status, 400)
  t.equal((await batch([])).status, 400)
})

t.test('what depends on a failure fails with 424, what depends on success runs after it', async (t) => {
  const { batch } = await start(t)
  const { body } = await batch([
    { id: 'make', method: 'POST', url: '/users', headers: json, body: userBody('ada@getacme.com') },
    { id: 'read', method: 'GET', url: '/users/ada@getacme.com', dependsOn: ['make'] },
    { id: 'bad', method: 'GET', url: '/users/nobody@getacme.com' },
    { id: 'after', method: 'GET', url: '/users', dependsOn: ['bad'] },
    { id: 'later', method: 'GET', url: '/users', dependsOn: ['after'] },
  ])
  const status = (id: string) => at(byId(body, id), 'status')
  t.same(['make', 'read', 'bad', 'after', 'later'].map(status), [201, 200, 404, 424, 424])
})

t.test('an item with a body needs a content type; an item without an answer has a null body', async (t) => {
  const { batch } = await start(t)
  await batch([{ id: '1', method: 'POST', url: '/users', headers: json, body: userBody('ada@getacme.com') }])
  const { body } = await batch([
    { id: 'bare', method: 'PATCH', url: '/users/ada@getacme.com', body: { displayName: 'A' } },
    { id: 'good', method: 'PATCH', url: '/users/ada@getacme.com', headers: json, body: { displayName: 'A' } },
  ])
  t.match(byId(body, 'bare'), { status: 400 })
  t.match(byId(body, 'good'), { status: 204, body: null })
})

t.test('more than four at once against one mailbox are throttled', async (t) => {
  const { microsoft, token, batch } = await start(t)
  await addMailbox(microsoft, token, 'ada@getacme.com')
  const { body } = await batch(
    Array.from({ length: 10 }, (_, id) => ({ id: String(id), method: 'GET', url: '/users/ada@getacme.com/messages' })),
  )
  const statuses = listAt(body, 'responses').map((one) => at(one, 'status'))
  t.equal(statuses.filter((status) => status === 200).length, 4)
  const busy = listAt(body, 'responses').find((one) => at(one, 'status') === 429)
  t.match(busy, { headers: { 'Retry-After': '1' }, body: { error: { code: 'ApplicationThrottled' } } })
})

t.test('100 mailboxes are made and licensed in ten batches', async (t) => {
  const { microsoft, batch } = await start(t)
  for (let part = 0; part < 5; part += 1) {
    const addresses = Array.from({ length: 20 }, (_, index) => `u${part * 20 + index}@getacme.com`)
    const item = (url: (address: string) => string, body: (address: string) => object) =>
      addresses.map((address, id) => ({
        id: String(id),
        method: 'POST',
        url: url(address),
        headers: json,
        body: body(address),
      }))
    const made = await batch(item(() => '/users', userBody))
    t.ok(listAt(made.body, 'responses').every((one) => at(one, 'status') === 201))
    const licensed = await batch(
      item(
        (address) => `/users/${address}/assignLicense`,
        () => licenceBody,
      ),
    )
    t.ok(listAt(licensed.body, 'responses').every((one) => at(one, 'status') === 200))
  }
  t.equal(Object.keys(microsoft.world.counters.all().licences ?? {}).length, 100)
})

t.test('too many writes are throttled until the window is over', async (t) => {
  const { microsoft, token, batch } = await start(t)
  const item = (id: number) => ({
    id: String(id),
    method: 'PATCH',
    url: '/users/x@getacme.com',
    headers: json,
    body: {},
  })
  const requests = Array.from({ length: 20 }, (_, id) => item(id))
  for (let round = 0; round < 150; round += 1) {
    await batch(requests)
    if (round % 50 === 0) microsoft.advance(11_000)
  }
  const refused = await microsoft.call('PATCH', '/v1.0/users/x@getacme.com', { token, body: {} })
  t.match(refused, {
    status: 429,
    headers: { 'retry-after': /^\d+$/, 'x-ms-throttle-information': 'WriteLimitExceeded' },
  })
  microsoft.advance(150_000)
  t.equal((await microsoft.call('PATCH', '/v1.0/users/x@getacme.com', { token, body: {} })).status, 404)
})

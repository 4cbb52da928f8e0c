import { type DeliveryStatus, readWebhookSecrets } from '@coldframe/db'
import t from 'tap'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

const URL_OK = 'https://receiver.example/hooks'
const path = '/v1/webhook-endpoints'
const create = (more: Record<string, unknown> = {}, options: Record<string, unknown> = {}) =>
  call('POST', path, { body: { url: URL_OK, ...more }, ...options })
const secretsOf = (id: string) => readWebhookSecrets(api.vault, api.db, api.owner, id)

/** One of another account, so that other tests send nothing to it. */
async function freshWorld() {
  const { owner, key } = await api.newAccount()
  const { body } = await create({}, { key })
  const raise = () => call('POST', '/v1/domains', { key, body: orderOf(`raised${++serial}.com`) })
  const deliveries = async (query = '') =>
    (await call('GET', `${path}/${body.id}/deliveries${query}`, { key })).body.data
  const settle = (status: DeliveryStatus) =>
    api.sql.query('update webhook_deliveries set status = $1, finished_at = now() where account_id = $2', [
      status,
      owner.accountId,
    ])
  return { owner, key, id: body.id, raise, deliveries, settle }
}
let serial = 0

t.test('a new endpoint shows its secret once', async (t) => {
  const made = await create({ description: 'Production', eventTypes: ['domain.ready', 'domain.ready'] })
  t.match(made, {
    status: 201,
    headers: { location: `${path}/${made.body.id}` },
    body: {
      id: /^whe_/,
      url: URL_OK,
      description: 'Production',
      eventTypes: ['domain.ready'],
      status: 'enabled',
      disabledReason: null,
      previousSecretExpiresAt: null,
      metadata: {},
      version: 1,
      secret: /^whsec_[A-Za-z0-9+/]{43}=$/,
    },
  })
  t.same(await secretsOf(made.body.id), [made.body.secret])
  const { secret: _, ...shown } = made.body
  t.same((await call('GET', `${path}/${made.body.id}`)).body, shown)
  t.ok((await call('GET', path)).body.data.every((row: object) => !('secret' in row)))
  t.notOk(api.logged.some((line) => line.includes(made.body.secret)))
})

t.test('without types it gets all', async (t) => {
  t.same((await create()).body.eventTypes, ['*'])
})

t.test('a repeated request makes one endpoint, and shows the same secret again', async (t) => {
  const headers = { 'idempotency-key': 'one-endpoint' }
  const first = await create({}, { headers })
  const before = await countRows(api)
  const again = await create({}, { headers })
  t.match(again, { status: 201, headers: { 'idempotent-replayed': 'true' }, body: first.body })
  t.same(await countRows(api), before)
})

t.test('a repeated request is answered as before when its host is gone since', async (t) => {
  api.hosts.set('moving.example', ['93.184.215.15'])
  const headers = { 'idempotency-key': 'moving' }
  const url = 'https://moving.example/'
  const first = await create({ url }, { headers })
  api.hosts.delete('moving.example')
  t.same((await create({ url }, { headers })).body, first.body)
  t.match(await create({ url }), { status: 422, body: { code: 'webhook_url_refused' } })
})

t.test('a refused URL uses up no Idempotency-Key', async (t) => {
  const headers = { 'idempotency-key': 'later' }
  const url = 'https://later.example/'
  t.match(await create({ url }, { headers }), { status: 422, body: { errors: [{ code: 'host_not_found' }] } })
  api.hosts.set('later.example', ['93.184.215.16'])
  t.equal((await create({ url }, { headers })).status, 201)
})

const refused: [string, string][] = [
  ['http://127.0.0.1/', 'address_refused'],
  ['http://2130706433/', 'address_refused'],
  ['http://0177.0.0.1/', 'address_refused'],
  ['http://0x7f.1/', 'address_refused'],
  ['http://[::1]/', 'address_refused'],
  ['http://[::ffff:10.0.0.1]/', 'address_refused'],
  ['http://169.254.169.254/latest', 'address_refused'],
  ['https://private.example/', 'address_refused'],
  ['https://mixed.example/', 'address_refused'],
  ['https://nowhere.example/', 'host_not_found'],
  ['https://user:secret@receiver.example/', 'url_has_credentials'],
  ['https://receiver.example:22/', 'port_refused'],
]

t.test('where webhooks are not sent to, none is made and none is moved to', async (t) => {
  api.hosts.set('private.example', ['10.0.0.1'])
  api.hosts.set('mixed.example', ['93.184.215.14', '10.0.0.1'])
  const { id } = (await create()).body
  const before = await countRows(api)
  for (const [url, code] of refused) {
    const problem = { status: 422, body: { code: 'webhook_url_refused', errors: [{ path: 'url', code }] } }
    t.match(await create({ url }), problem, url)
    t.match(await call('PATCH', `${path}/${id}`, { body: { url } }), problem, url)
  }
  t.same(await countRows(api), before)
  t.equal((await call('GET', `${path}/${id}`)).body.url, URL_OK)
})

t.test('only https will do in live mode', async (t) => {
  const live = await api.newAccount({ livemode: true })
  const url = 'http://receiver.example/'
  t.equal((await create({ url })).status, 201)
  t.match(await create({ url }, { key: live.key }), { status: 422, body: { errors: [{ code: 'url_not_https' }] } })
  t.equal((await create({}, { key: live.key })).status, 201)
})

t.test('what is no URL, no type or too much is refused by name', async (t) => {
  const bad: [Record<string, unknown>, string][] = [
    [{ url: 'ftp://receiver.example/' }, 'url'],
    [{ url: 'receiver.example' }, 'url'],
    [{ url: 'https://receiver.example/#part' }, 'url'],
    [{ url: 'https://receiver.example/ path' }, 'url'],
    [{ url: `https://receiver.example/${'x'.repeat(2_048)}` }, 'url'],
    [{ eventTypes: [] }, 'eventTypes'],
    [{ eventTypes: ['domain.sold'] }, 'eventTypes.0'],
    [{ description: 'x'.repeat(501) }, 'description'],
    [{ secret: 'whsec_mine' }, 'secret'],
  ]
  const before = await countRows(api)
  for (const [body, path] of bad)
    t.match(await create(body), { status: 422, body: { code: 'validation_failed', errors: [{ path }] } }, path)
  t.same(await countRows(api), before)
})

t.test('an account has fifty, however many are asked for at once', async (t) => {
  const { owner, key } = await api.newAccount()
  const answers = await Promise.all(Array.from({ length: 60 }, () => create({}, { key })))
  t.equal(answers.filter(({ status }) => status === 201).length, 50)
  for (const answer of answers.filter(({ status }) => status !== 201))
    t.match(answer, { status: 409, body: { code: 'too_many_webhook_endpoints' } })
  t.equal(await api.db.webhookEndpoints.count(owner), 50)
})

t.test('it is changed, with If-Match only if nobody else has', async (t) => {
  const { id } = (await create({ metadata: { a: '1', b: '2' }, description: 'Old' })).body
  const patch = (body: unknown, etag: string) => call('PATCH', `${path}/${id}`, { body, headers: { 'if-match': etag } })
  const changed = await patch({ eventTypes: ['mailbox.ready'], metadata: { a: null }, description: null }, '"1"')
  const wanted = { version: 2, url: URL_OK, description: null, eventTypes: ['mailbox.ready'], metadata: { b: '2' } }
  t.match(changed, { status: 200, headers: { etag: '"2"' }, body: wanted })
  t.match(await patch({ description: 'Late' }, '"1"'), { status: 412, body: { code: 'version_mismatch' } })
  t.same((await call('PATCH', `${path}/${id}`, { body: {} })).body, changed.body)
})

t.test('a rolled secret signs beside the new one until the overlap is over', async (t) => {
  const { id, secret } = (await create()).body
  api.now.value = new Date()
  const rolled = await call('POST', `${path}/${id}/roll-secret`, { body: { overlapHours: 2 } })
  t.equal(rolled.status, 200)
  t.not(rolled.body.secret, secret)
  t.same(await secretsOf(id), [rolled.body.secret, secret])
  t.equal(rolled.body.previousSecretExpiresAt, new Date(api.now.value.getTime() + 7_200_000).toISOString())
  const again = await call('POST', `${path}/${id}/roll-secret`, { body: { overlapHours: 0 } })
  t.same(await secretsOf(id), [again.body.secret], 'at once, and those before it too')
  t.equal(again.body.previousSecretExpiresAt, null)
  t.notOk(JSON.stringify((await call('GET', `${path}/${id}`)).body).includes('whsec_'))
  const tooLong = await call('POST', `${path}/${id}/roll-secret`, { body: { overlapHours: 169 } })
  t.match(tooLong, { status: 422, body: { errors: [{ path: 'overlapHours' }] } })
})

t.test('a test goes to one endpoint, whatever it asks for', async (t) => {
  const { owner, key } = await api.newAccount()
  const tested = (await create({ eventTypes: ['domain.ready'] }, { key })).body
  const other = (await create({}, { key })).body
  const { status, body } = await call('POST', `${path}/${tested.id}/test`, { key })
  t.equal(status, 202)
  t.match(body, { endpointId: tested.id, eventType: 'test.ping', status: 'pending', round: 1, attemptCount: 0 })
  t.same((await call('GET', `${path}/${other.id}/deliveries`, { key })).body.data, [])
  t.match((await call('GET', `/v1/events/${body.eventId}`, { key })).body, {
    type: 'test.ping',
    accountId: owner.accountId,
    data: { webhookEndpointId: tested.id },
  })
})

t.test('a test asks first whether the address is still allowed', async (t) => {
  api.hosts.set('turned.example', ['93.184.215.17'])
  const { id } = (await create({ url: 'https://turned.example/' })).body
  api.hosts.set('turned.example', ['127.0.0.1'])
  const before = await countRows(api)
  t.match(await call('POST', `${path}/${id}/test`), { status: 422, body: { code: 'webhook_url_refused' } })
  t.same(await countRows(api), before)
})

t.test('a change is on its way to those who want it, with the change', async (t) => {
  const { key, id, raise, deliveries } = await freshWorld()
  const narrow = (await create({ eventTypes: ['domain.ready'] }, { key })).body
  await raise()
  const [delivery] = await deliveries()
  t.match(delivery, { id: /^dlv_/, endpointId: id, eventType: 'domain.created', eventSequence: 1, status: 'pending' })
  t.same((await call('GET', `${path}/${narrow.id}/deliveries`, { key })).body.data, [])
  t.same((await call('GET', `/v1/webhook-deliveries/${delivery.id}`, { key })).body, { ...delivery, attempts: [] })
})

t.test('a disabled endpoint gets nothing, and afterwards what it missed', async (t) => {
  const { key, id, raise, deliveries } = await freshWorld()
  await raise()
  const disabled = await call('POST', `${path}/${id}/disable`, { key })
  t.match(disabled.body, { status: 'disabled', disabledReason: 'user', disabledAt: /^20/ })
  t.same((await call('POST', `${path}/${id}/disable`, { key })).body, disabled.body)
  await raise()
  t.match(await deliveries(), [{ eventSequence: 1, status: 'cancelled', finishedAt: /^20/ }])
  const conflict = { status: 409, body: { code: 'webhook_endpoint_disabled' } }
  const since = { since: '2020-01-01T00:00:00Z' }
  const [cancelled] = await deliveries()
  t.match(await call('POST', `${path}/${id}/test`, { key }), conflict)
  t.match(await call('POST', `${path}/${id}/redeliver`, { key, body: since }), conflict)
  t.match(await call('POST', `/v1/webhook-deliveries/${cancelled.id}/redeliver`, { key }), conflict)

  const enabled = await call('POST', `${path}/${id}/enable`, { key })
  t.match(enabled.body, { status: 'enabled', disabledReason: null, disabledAt: null })
  t.same((await call('POST', `${path}/${id}/enable`, { key })).body, enabled.body)
  const again = await call('POST', `${path}/${id}/redeliver`, { key, body: since })
  t.match(again, { status: 202, body: { count: 2 } })
  const waiting = await deliveries('?status=pending')
  t.same(waiting.map(({ eventSequence }: { eventSequence: number }) => eventSequence).toSorted(), [1, 2])
})

t.test('failed deliveries are made again, one or all; those that were taken only when asked for', async (t) => {
  const { key, id, raise, deliveries, settle } = await freshWorld()
  await raise()
  await raise()
  await settle('failed')
  const [one] = await deliveries()
  const again = await call('POST', `/v1/webhook-deliveries/${one.id}/redeliver`, { key })
  t.match(again, { status: 202, body: { id: one.id, eventId: one.eventId, status: 'pending', round: 2 } })
  const since = '2020-01-01T00:00:00Z'
  const redeliver = async (more = {}) =>
    (await call('POST', `${path}/${id}/redeliver`, { key, body: { since, ...more } })).body.count
  t.equal(await redeliver({ until: '2020-01-02T00:00:00Z' }), 0)
  t.equal(await redeliver(), 1, 'the other one')
  await settle('succeeded')
  t.equal(await redeliver(), 0)
  t.equal(await redeliver({ statuses: ['succeeded'] }), 2)
  const nonsense = await call('POST', `${path}/${id}/redeliver`, { key, body: { since, statuses: ['pending'] } })
  t.match(nonsense, { status: 422, body: { errors: [{ path: 'statuses.0' }] } })
})

t.test('deliveries are listed by what has become of them, by type and by event', async (t) => {
  const { key, id, raise, deliveries, settle } = await freshWorld()
  await raise()
  await settle('failed')
  await call('POST', `${path}/${id}/test`, { key })
  const types = async (query: string) =>
    (await deliveries(query)).map(({ eventType }: { eventType: string }) => eventType)
  t.same(await types(''), ['test.ping', 'domain.created'])
  t.same(await types('?status=failed'), ['domain.created'])
  t.same(await types('?eventType=test.ping'), ['test.ping'])
  const [{ eventId }] = await deliveries('?status=failed')
  t.same(await types(`?eventId=${eventId}`), ['domain.created'])
  t.same(await types('?createdBefore=2020-01-01T00:00:00Z'), [])
})

t.test('a delivery shows its attempts: what was sent, what came back', async (t) => {
  const { owner, key, raise } = await freshWorld()
  await raise()
  const [claimed] = await api.db.webhookDeliveries
    .claim({
      limit: 1_000,
      perEndpoint: 1_000,
      leaseMs: 1_000,
      inFlight: new Map(),
      closed: [],
    })
    .then((all) => all.filter((delivery) => delivery.owner.accountId === owner.accountId))
  if (!claimed) throw new Error('Nothing was claimed')
  const { deliveryId, round, endpointId } = claimed
  await api.db.webhookDeliveries.settle([
    {
      deliveryId,
      round,
      owner,
      endpointId,
      attempt: {
        number: 1,
        startedAt: api.now.value,
        durationMs: 12,
        request: { url: URL_OK, headers: { 'webhook-id': claimed.event.id } },
        response: { status: 404, headers: { 'content-type': 'text/plain' }, body: 'No such hook' },
        code: 'status_404',
        message: 'The receiver answered 404.',
      },
      next: { status: 'failed' },
    },
  ])
  t.match((await call('GET', `/v1/webhook-deliveries/${deliveryId}`, { key })).body, {
    status: 'failed',
    attemptCount: 1,
    lastStatusCode: 404,
    lastErrorCode: 'status_404',
    attempts: [
      {
        number: 1,
        round: 1,
        durationMs: 12,
        request: { url: URL_OK, headers: { 'webhook-id': claimed.event.id } },
        response: { status: 404, headers: { 'content-type': 'text/plain' }, body: 'No such hook' },
        errorCode: 'status_404',
        errorMessage: 'The receiver answered 404.',
      },
    ],
  })
})

t.test('a deleted endpoint gets nothing more; its deliveries are still told, and cannot be made again', async (t) => {
  const { key, id, raise, deliveries } = await freshWorld()
  await raise()
  const [delivery] = await deliveries()
  t.match(await call('DELETE', `${path}/${id}`, { key }), { status: 200, body: { id } })
  t.match(await call('GET', `${path}/${id}`, { key }), { status: 404 })
  t.match(await call('GET', `${path}/${id}/deliveries`, { key }), { status: 404 })
  t.match((await call('GET', `/v1/webhook-deliveries/${delivery.id}`, { key })).body, { status: 'cancelled' })
  const again = await call('POST', `/v1/webhook-deliveries/${delivery.id}/redeliver`, { key })
  t.match(again, { status: 404, body: { code: 'webhook_endpoint_not_found' } })
  await raise()
  t.equal((await api.sql.query('select 1 from webhook_queue where endpoint_id = $1', [id])).rows.length, 0)
})

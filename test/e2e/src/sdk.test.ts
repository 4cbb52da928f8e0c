import { randomUUID } from 'node:crypto'
import * as sdk from '@coldframe/sdk'
import t from 'tap'
import { newName } from './drive/names.ts'
import { startHouse } from './support/start-house.ts'

/** The package against the API itself: what both have to agree on. */
const { baseUrl, testKey: apiKey } = await startHouse((end) => t.teardown(end))
const asked: string[] = []
const log = (entry: sdk.LogEntry) => {
  if (entry.kind === 'request') asked.push(`${entry.method} ${new URL(entry.url).pathname}`)
}
const client = sdk.createColdframe({ apiKey, baseUrl, log })
const order = (name: string): sdk.CreateDomain => ({
  name,
  provider: 'microsoft365',
  mailboxCount: 5,
  registration: 'register',
  dns: 'managed',
})
const domain = await client.domains.create(order(newName('sdk')))
const operationId = domain.operationId ?? ''

t.test('an operation is followed over its stream, without a look', async (t) => {
  const progress: number[] = []
  const operation = await client.operations.waitFor(operationId, {
    onProgress: (each) => void progress.push(each.progress),
  })
  t.equal(operation.status, 'succeeded')
  t.equal(progress.at(-1), 1)
  t.ok(progress.length > 2)
  t.notOk(asked.includes(`GET /v1/operations/${operationId}`))
})

t.test('an order that is sent again with its key is one order', async (t) => {
  const options = { idempotencyKey: randomUUID() }
  const again = order(newName('twice'))
  const first = await client.domains.create(again, options)
  const { data, response } = await client.domains.create(again, options).withResponse()
  t.equal(data.id, first.id)
  t.equal(response.headers.get('idempotent-replayed'), 'true')
})

t.test('a list is walked over its pages', async (t) => {
  const addresses = new Set<string>()
  for await (const mailbox of client.mailboxes.list({ domainId: domain.id, limit: 2 })) addresses.add(mailbox.address)
  t.equal(addresses.size, 5)
  t.equal(asked.filter((request) => request === 'GET /v1/mailboxes').length, 3)
})

t.test('a change that somebody else was quicker with is refused', async (t) => {
  const { response } = await client.domains.get(domain.id).withResponse()
  const ifMatch = response.headers.get('etag') ?? ''
  await client.domains.update(domain.id, { metadata: { a: 'b' } }, { ifMatch })
  const late = client.domains.update(domain.id, { metadata: { a: 'c' } }, { ifMatch })
  await t.rejects(late, { name: 'PreconditionFailedError', code: 'version_mismatch', status: 412 })
})

t.test('errors have their class, and what the API says', async (t) => {
  const wrong = client.domains.create({ ...order('get acme.com'), mailboxCount: 0 })
  await t.rejects(wrong, { name: 'UnprocessableEntityError', code: 'validation_failed', requestId: /./ })
  const error = await wrong.catch((caught: unknown) => caught)
  t.same(error instanceof sdk.ColdframeError && error.errors.map(({ path }) => path).sort(), ['mailboxCount', 'name'])
  await t.rejects(client.domains.get(domain.id.replace(/.$/, '0').replace(/.$/, 'z')), { name: 'NotFoundError' })
  const taken = client.domains.create(order(domain.name))
  await t.rejects(taken, { name: 'ConflictError', code: 'domain_exists', problem: { domainId: domain.id } })
  const stranger = sdk.createColdframe({ apiKey: 'cf_test_nobody', baseUrl })
  await t.rejects(stranger.domains.list(), { name: 'AuthenticationError', code: 'api_key_invalid' })
})

t.test('events are told from the first on, as they are kept', async (t) => {
  const told: string[] = []
  for await (const event of client.events.stream({ afterSequence: 0 })) {
    told.push(`${event.type} ${event.sequence}`)
    if (event.type === 'domain.ready' && event.data.id === domain.id) break
  }
  t.equal(told[0], 'domain.created 1')
  t.same(
    told.map((each) => Number(each.split(' ')[1])),
    told.map((_, index) => index + 1),
    'none is missing',
  )
})

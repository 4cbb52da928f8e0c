import t from 'tap'
import { assemble, createColdframe } from './client.ts'
import { errorOf, order, ordered, start } from './client-fixture.ts'
import type { LogEntry } from './core/log.ts'
import { json, problem } from './core/scripted-server-fixture.ts'
import { UsageError } from './errors.ts'

t.test('a call says who asks, for whom, and by which client', async (t) => {
  const { client, seen } = await start(t, [ordered], { account: 'acct_1', headers: { 'x-mine': 'a' } })
  await client.domains.create(order)
  t.match(seen[0], {
    method: 'POST',
    url: '/v1/domains',
    headers: {
      authorization: 'Bearer cf_test_secret',
      'coldframe-account': 'acct_1',
      'content-type': 'application/json',
      'user-agent': /^coldframe-sdk\/\d+\.\d+\.\d+ \(api /,
      'x-mine': 'a',
    },
  })
  await client.domains.create(order, {
    account: 'acct_2',
    idempotencyKey: 'mine',
    requestId: 'r-1',
    headers: { 'x-mine': 'b' },
  })
  t.match(seen[1]?.headers, {
    'coldframe-account': 'acct_2',
    'idempotency-key': 'mine',
    'x-request-id': 'r-1',
    'x-mine': 'b',
  })
})

t.test('only POST has an idempotency key, and only a body has a type', async (t) => {
  const { client, seen } = await start(t, [ordered])
  await client.domains.get('dom_1')
  await client.domains.update('dom_1', { metadata: { a: 'b' } }, { ifMatch: '"3"' })
  await client.domains.verify('dom_1')
  t.notOk(seen[0]?.headers['idempotency-key'] ?? seen[1]?.headers['idempotency-key'])
  t.notOk(seen[0]?.headers['content-type'] ?? seen[2]?.headers['content-type'])
  t.match(seen[1], {
    method: 'PATCH',
    url: '/v1/domains/dom_1',
    headers: { 'if-match': '"3"' },
    body: '{"metadata":{"a":"b"}}',
  })
  t.match(seen[2]?.headers['idempotency-key'], /./)
})

t.test('ids and filters are written safely; an id that is none is refused before anything is sent', async (t) => {
  const { client, seen } = await start(t, [json(200, { data: [], nextCursor: null })])
  await client.domains.get('a/b?c')
  await client.mailboxes.list({ address: 'a+b@getacme.com', limit: 5, status: undefined })
  t.equal(seen[0]?.url, '/v1/domains/a%2Fb%3Fc')
  t.equal(seen[1]?.url, '/v1/mailboxes?address=a%2Bb%40getacme.com&limit=5')
  for (const id of ['', '.', '..']) {
    const error = await errorOf(client.domains.get(id))
    t.ok(error instanceof UsageError)
    t.match(error, { code: 'id_invalid' })
  }
  t.equal(seen.length, 2)
})

t.test('the response is there for who asks, before or after its data', async (t) => {
  const { client, seen } = await start(t, [ordered])
  const { data, response } = await client.domains.create(order).withResponse()
  t.match(data, { id: 'dom_1' })
  t.equal(response.status, 202)
  t.equal(response.headers.get('etag'), '"1"')
  const raw = await client.domains.create(order).asResponse()
  t.match(await raw.json(), { id: 'dom_1' })
  t.equal(seen.length, 2, 'one request each')
})

t.test('an answer without a body has no data', async (t) => {
  const { client } = await start(t, [(response) => response.writeHead(204).end()])
  const { data, response } = await client.domains.get('dom_1').withResponse()
  t.equal(data, undefined)
  t.equal(response.status, 204)
})

t.test('the logging hook is told of attempts, and never of a key', async (t) => {
  const entries: LogEntry[] = []
  const log = (entry: LogEntry) => void entries.push(entry)
  const { client, baseUrl } = await start(t, [problem(503, 'overloaded'), ordered], { log })
  await client.domains.create(order)
  const url = `${baseUrl}/v1/domains`
  t.match(entries, [
    { kind: 'request', method: 'POST', url, attempt: 0 },
    { kind: 'response', attempt: 0, status: 503, requestId: 'req-1', durationMs: Number },
    { kind: 'retry', attempt: 0, code: 'overloaded', delayMs: 500 },
    { kind: 'request', attempt: 1 },
    { kind: 'response', attempt: 1, status: 202 },
  ])
  t.notMatch(JSON.stringify(entries), /secret/)
})

t.test('a logging hook that fails does no harm', async (t) => {
  const log = () => {
    throw new Error('the hook is broken')
  }
  const { client } = await start(t, [ordered], { log })
  t.match(await client.domains.create(order), { id: 'dom_1' })
})

t.test('another fetch is used in place of the platform', async (t) => {
  const asked: string[] = []
  const fetch = async (input: string | URL | Request) => {
    asked.push(String(input))
    return Response.json({ id: 'dom_1' })
  }
  const client = createColdframe({ apiKey: 'k', baseUrl: 'https://api.example/', fetch })
  t.match(await client.domains.get('dom_1'), { id: 'dom_1' })
  t.same(asked, ['https://api.example/v1/domains/dom_1'])
})

t.test('key and address may stand in the environment, and are asked for when they are nowhere', async (t) => {
  t.intercept(process, 'env', { value: {} })
  t.throws(() => createColdframe(), { name: 'UsageError', code: 'coldframe_api_key_missing' })
  t.throws(() => createColdframe({ apiKey: 'k' }), { name: 'UsageError', code: 'coldframe_base_url_missing' })
  t.throws(() => createColdframe({ apiKey: 'k', baseUrl: 'here' }), { name: 'UsageError', code: 'base_url_invalid' })
  const { baseUrl, seen } = await start(t, [ordered])
  t.intercept(process, 'env', { value: { COLDFRAME_API_KEY: 'from-env', COLDFRAME_BASE_URL: baseUrl } })
  await createColdframe().domains.get('dom_1')
  t.equal(seen[0]?.headers.authorization, 'Bearer from-env')
})

t.test('a key that cannot be sent is not shown', async (t) => {
  const { client, seen } = await start(t, [ordered], { apiKey: 'cf_test_secret\n1' })
  const error = await errorOf(client.domains.list())
  t.ok(error instanceof UsageError)
  t.notMatch(`${error} ${JSON.stringify(error)}`, /secret/)
  t.equal(seen.length, 0)
})

t.test('a body that is no JSON is refused in our words', async (t) => {
  const { client } = await start(t, [ordered])
  const metadata: Record<string, string> = {}
  Object.defineProperty(metadata, 'a', { enumerable: true, get: () => 1n })
  t.ok((await errorOf(client.domains.update('dom_1', { metadata }))) instanceof UsageError)
})

t.test('a client shows no key', async (t) => {
  const { client } = await start(t, [ordered])
  const { inspect } = await import('node:util')
  t.notMatch(inspect(client, { depth: 9, showHidden: true }), /secret/)
  t.type(assemble, 'function')
})

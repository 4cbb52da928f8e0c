import t from 'tap'
import { makeKey } from '../src/auth/api-key.ts'
import { defaultPressure } from '../src/limits/pressure.ts'
import { caller, startApi } from './support.ts'

const skip = process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)'

t.test('the limit of a key', { skip }, async (t) => {
  const api = await startApi(t, { limits: { rate: { limit: 50, windowMs: 60_000 } } })
  const call = caller(api)
  const peerCall = caller({ app: await api.startPeer(), key: api.key })

  await t.test('every authenticated answer tells it, errors too', async (t) => {
    const { key } = await api.newAccount()
    const first = await call('GET', '/v1/domains', { key })
    t.equal(first.headers['ratelimit-policy'], '"default";q=50;w=60')
    t.match(first.headers.ratelimit, /^"default";r=49;t=60$/)
    const missing = await call('GET', '/v1/domains/dom_x', { key })
    t.equal(missing.status, 404)
    t.match(missing.headers.ratelimit, /^"default";r=48;t=(59|60)$/)
    t.equal((await call('GET', '/v1/domains', { key: null })).headers.ratelimit, undefined)
    t.equal((await call('GET', '/healthz', { key: null })).headers.ratelimit, undefined)
  })

  await t.test('two processes together let no more through than it says', async (t) => {
    const { key, owner } = await api.newAccount()
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 2 ? call : peerCall)('GET', '/v1/domains', { key })),
    )
    const passed = answers.filter(({ status }) => status === 200).length
    t.ok(passed <= 50, `${passed} of 50`)
    t.ok(passed >= 45, `${passed} of 50`)
    t.ok(answers.every(({ status }) => status === 200 || status === 429))
    const other = await api.newKey(owner)
    t.equal((await call('GET', '/v1/domains', { key: other })).status, 200, 'another key has its own')
  })

  await t.test('over it the answer is 429 with when to come back, and nothing is done', async (t) => {
    const { key } = await api.newAccount()
    for (let i = 0; i < 50; i++) await call('GET', '/v1/domains', { key })
    const { status, body, headers } = await call('POST', '/v1/api-keys', { key, body: { name: 'x', scopes: [] } })
    t.match({ status, body }, { status: 429, body: { code: 'rate_limited', requestId: headers['x-request-id'] } })
    t.match(headers['content-type'], /^application\/problem\+json/)
    const resets = Number(/;t=(\d+)$/.exec(String(headers.ratelimit))?.[1])
    t.ok(Number(headers['retry-after']) >= resets && resets > 0)
    const { rows } = await api.sql.query("select 1 from api_keys where name = 'x'")
    t.equal(rows.length, 0)
  })

  await t.test('a new window begins anew', async (t) => {
    const { key } = await api.newAccount()
    for (let i = 0; i < 51; i++) await call('GET', '/v1/domains', { key })
    await api.sql.query("update rate_windows set window_started_at = window_started_at - interval '1 minute'")
    const fresh = caller({ app: await api.startPeer(), key })
    t.equal((await fresh('GET', '/v1/domains')).status, 200)
  })
})

t.test('guessing of keys', { skip }, async (t) => {
  const api = await startApi(t, { limits: { guesses: { limit: 5, windowMs: 60_000 } } })
  const call = caller(api)
  t.equal((await call('GET', '/v1/domains')).status, 200)
  const guess = () => call('GET', '/v1/domains', { key: makeKey(false).key })
  for (let i = 0; i < 5; i++) t.equal((await guess()).status, 401)
  const refused = await guess()
  t.match(refused, { status: 429, body: { code: 'rate_limited' } })
  t.ok(Number(refused.headers['retry-after']) > 0)
  const unused = await api.newKey(api.owner)
  t.equal((await call('GET', '/v1/domains', { key: unused })).status, 429, 'a right guess does not get in either')
  t.equal((await call('GET', '/v1/domains')).status, 200, 'a key that worked before does')
  t.equal((await call('GET', '/v1/domains', { key: null })).status, 401)
})

t.test('under pressure requests are refused at once, but the process says that it lives', { skip }, async (t) => {
  const pressure = { ...defaultPressure, heapBytes: 1, sampleMs: 10 }
  const api = await startApi(t, { limits: { pressure } })
  const call = caller(api)
  while (!api.app.isUnderPressure()) await new Promise((resolve) => setImmediate(resolve))
  const refused = await call('GET', '/v1/domains')
  t.match(refused, { status: 503, body: { code: 'overloaded' } })
  t.ok(Number(refused.headers['retry-after']) > 0)
  t.equal((await call('GET', '/readyz', { key: null })).status, 503, 'a balancer sends its requests elsewhere')
  t.equal((await call('GET', '/healthz', { key: null })).status, 200)
})

t.test('JSON that is nested too deeply is refused, with its path', { skip }, async (t) => {
  const call = caller(await startApi(t))
  const order = (depth: number) =>
    call('POST', '/v1/domains', {
      payload: `{"metadata":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`,
      headers: { 'content-type': 'application/json' },
    })
  const answer = await order(30)
  t.match(answer, { status: 422, body: { errors: [{ code: 'too_deep', path: /^metadata\.a\.a/ }] } })
  t.equal((await order(100_000)).status, 422)
})

t.test('a body of half a million values is refused without looking at each', { skip }, async (t) => {
  const call = caller(await startApi(t))
  const payload = `{"mailboxes":[${'1,'.repeat(500_000)}1]}`
  const answer = await call('POST', '/v1/domains', { payload, headers: { 'content-type': 'application/json' } })
  t.match(answer, { status: 422, body: { errors: [{ path: '', code: 'too_many_values' }] } })
  t.equal(answer.body.errors.length, 1)
})

import t, { type Test } from 'tap'
import { startVendors } from './testing/start-vendors.ts'
import { VendorFault } from './world/faults.ts'
import type { VendorName } from './world/world.ts'

async function start(t: Test) {
  const effects: string[] = []
  const vendor = (name: VendorName, path: string) => ({
    name,
    routes: (app: import('fastify').FastifyInstance) => {
      app.post(path, async () => {
        effects.push(name)
        return { ok: true }
      })
    },
  })
  const now = () => Date.UTC(2026, 0, 1)
  const vendors = () => [
    vendor('graph', '/v1.0/:rest'),
    vendor('partner_center', '/v1/:rest'),
    vendor('registrar', '/'),
    vendor('login', '/:tenant/oauth2/v2.0/token'),
    vendor('exchange', '/adminapi/beta/:rest'),
    vendor('dns_api', '/api/v1/:rest'),
  ]
  const { url, parts } = await startVendors(t, { vendors, now })
  const post = (path: string, headers = {}) => fetch(`${url}${path}`, { method: 'POST', headers })
  const addFault = (fault: object) => parts.faults.add(VendorFault.parse(fault))
  return { post, addFault, parts, effects }
}

t.test('throttling speaks each vendor’s words', async (t) => {
  const { post, addFault, effects } = await start(t)
  const cases = [
    { vendor: 'graph', path: '/v1.0/users', status: 429, body: { error: { code: 'TooManyRequests', innerError: {} } } },
    { vendor: 'partner_center', path: '/v1/customers', status: 429, body: { statusCode: 429, message: /in 57 sec/ } },
    { vendor: 'registrar', path: '/', status: 400, body: { __type: 'ThrottlingException' } },
    { vendor: 'login', path: '/t/oauth2/v2.0/token', status: 429, body: { error: 'temporarily_unavailable' } },
    { vendor: 'exchange', path: '/adminapi/beta/x', status: 429, body: { error: { code: 'TooManyRequests' } } },
    { vendor: 'dns_api', path: '/api/v1/servers', status: 429, body: { error: 'Too Many Requests' } },
  ] as const
  for (const { vendor, path, status, body } of cases) {
    addFault({ vendor, kind: 'throttle', retryAfterSeconds: 57, count: 1 })
    const throttled = await post(path)
    t.equal(throttled.status, status, vendor)
    t.equal(throttled.headers.get('retry-after'), '57')
    t.match(await throttled.json(), body)
    t.equal((await post(path)).status, 200, 'it bit once')
  }
  t.equal(effects.length, cases.length, 'a throttled request has no effect')
})

t.test('Retry-After comes in every form that was seen', async (t) => {
  const { post, addFault } = await start(t)
  const forms = { seconds: '2', absent: null, decimal: '2.249', 0: '0', http_date: 'Thu, 01 Jan 2026 00:00:02 GMT' }
  for (const [retryAfter, expected] of Object.entries(forms)) {
    addFault({ vendor: 'graph', kind: 'throttle', retryAfter, retryAfterSeconds: 2, count: 1 })
    t.equal((await post('/v1.0/users')).headers.get('retry-after'), expected, retryAfter)
  }
})

t.test('server errors with the vendor’s body, with none, or with a page', async (t) => {
  const { post, addFault } = await start(t)
  addFault({ vendor: 'graph', kind: 'server_error', status: 503, count: 1 })
  const own = await post('/v1.0/users')
  t.equal(own.status, 503)
  t.match(await own.json(), { error: { code: 'ServiceUnavailable' } })
  addFault({ vendor: 'graph', kind: 'server_error', status: 502, body: 'html', count: 1 })
  const page = await post('/v1.0/users')
  t.match(page.headers.get('content-type'), /html/)
  t.match(await page.text(), /^<html>/)
  addFault({ vendor: 'graph', kind: 'server_error', body: 'empty', count: 1 })
  const empty = await post('/v1.0/users')
  t.same([empty.status, await empty.text()], [500, ''])
})

t.test('a lost reply has its effect, a refused connection has none', async (t) => {
  const { post, addFault, effects } = await start(t)
  addFault({ vendor: 'graph', kind: 'lost_reply', count: 1 })
  await t.rejects(post('/v1.0/users'))
  t.same(effects, ['graph'])
  addFault({ vendor: 'graph', kind: 'refuse_connection', count: 2 })
  await t.rejects(post('/v1.0/users'))
  await t.rejects(post('/v1.0/users'))
  t.same(effects, ['graph'])
  t.equal((await post('/v1.0/users')).status, 200)
})

t.test('a fault bites where it matches, after the requests that it lets pass', async (t) => {
  const { post, addFault, parts } = await start(t)
  const match = { method: 'post', path: '^/v1\\.0/users' }
  const { id } = addFault({ vendor: 'graph', kind: 'server_error', match, after: 1, count: 1 })
  const statuses = async (path: string, times: number) => {
    const all = []
    for (let index = 0; index < times; index++) all.push((await post(path)).status)
    return all
  }
  t.same(await statuses('/v1.0/domains', 2), [200, 200])
  t.same(await statuses('/v1.0/users', 3), [200, 500, 200])
  t.match(parts.faults.list(), [{ id, bites: 1, isOver: true }])
  addFault({ vendor: 'registrar', kind: 'server_error', match: { target: 'RegisterDomain$' } })
  t.equal((await post('/', { 'x-amz-target': 'Route53Domains_v20140515.ListDomains' })).status, 200)
  t.equal((await post('/', { 'x-amz-target': 'Route53Domains_v20140515.RegisterDomain' })).status, 500)
  addFault({ vendor: 'login', kind: 'slow', delayMs: 60 })
  const before = performance.now()
  t.equal((await post('/t/oauth2/v2.0/token')).status, 200)
  t.ok(performance.now() - before >= 59)
})

t.test('requests are counted by vendor and route', async (t) => {
  const { post, parts } = await start(t)
  await post('/v1.0/users')
  await post('/v1.0/domains')
  await post('/', { 'x-amz-target': 'Route53Domains_v20140515.ListDomains' })
  t.same(parts.requests.all(), {
    graph: { 'POST /v1.0/:rest': 2 },
    registrar: { 'POST / Route53Domains_v20140515.ListDomains': 1 },
  })
})

import { Resolver } from 'node:dns/promises'
import t, { type Test } from 'tap'
import { startDnsServer } from '../dns/server.ts'
import { reviewOf } from '../microsoft/circumstances.ts'
import { createWorld } from '../world/create-world.ts'
import { createControlServer } from './server.ts'

async function start(t: Test) {
  const parts = createWorld({ dataDir: null, delays: { preset: 'zero' } })
  const dns = await startDnsServer(parts.resolver, parts.faults, 0)
  const app = createControlServer(parts)
  t.teardown(async () => {
    await app.close()
    await dns.close()
    parts.close()
  })
  const resolver = new Resolver({ timeout: 500, tries: 1 })
  resolver.setServers([`127.0.0.1:${dns.port}`])
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) => {
    const response = await app.inject({ method, url, payload: body })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  return { parts, call, resolver }
}

t.test('says what it is', async (t) => {
  const { call } = await start(t)
  t.match(await call('GET', '/'), { status: 200, body: { name: 'Coldframe sandbox world', routes: [] } })
})

t.test('delays are read and set', async (t) => {
  const { call, parts } = await start(t)
  t.match(await call('PUT', '/delays', { preset: 'realistic', scale: 0.5 }), { status: 200, body: { scale: 0.5 } })
  t.equal(parts.delays.lengthMs('registration'), 150_000)
  const waits = { registration: { lengthMs: 150_000, source: /Route 53/ }, mail_delivery: { lengthMs: 5_000 } }
  t.match(await call('GET', '/delays'), { body: { preset: 'realistic', scale: 0.5, waits } })
})

t.test('faults are listed with what they did, and end on request', async (t) => {
  const { call, resolver } = await start(t)
  const created = await call('POST', '/faults', { vendor: 'dns', kind: 'servfail', match: { name: 'ns1' } })
  t.match(created, { status: 201, body: { id: String, bites: 0 } })
  await t.rejects(resolver.resolve4('ns1.dns.sandbox.example'), { code: 'ESERVFAIL' })
  t.match(await call('GET', '/faults'), { body: { faults: [{ id: created.body.id, bites: 1, isOver: false }] } })
  t.match(await call('DELETE', `/faults/${created.body.id}`), { status: 204 })
  t.match(await call('DELETE', `/faults/${created.body.id}`), { status: 404, body: { error: /no fault/ } })
  t.same(await resolver.resolve4('ns1.dns.sandbox.example'), ['127.0.0.1'])
  await call('POST', '/faults', { vendor: 'graph', kind: 'throttle' })
  t.match(await call('DELETE', '/faults'), { status: 204 })
  t.same((await call('GET', '/faults')).body, { faults: [] })
})

t.test('a domain that a customer brings along has the records that he publishes', async (t) => {
  const { call, resolver } = await start(t)
  const records = [
    { name: 'acme.com', type: 'MX', values: ['0 acme-com.mail.protection.outlook.com'] },
    { name: 'acme.com', type: 'TXT', ttlSeconds: 60, values: ['v=spf1 -all', 'MS=ms1'] },
    { name: 'k._domainkey.acme.com', type: 'CNAME', values: ['k.dkim.mail.microsoft'] },
  ]
  t.match(await call('PUT', '/customer-domains/acme.com/records', { records }), { status: 404 })
  t.match(await call('PUT', '/customer-domains/acme.com'), { status: 201 })
  t.same(await resolver.resolveNs('acme.com'), ['ns1.otherhost.example', 'ns2.otherhost.example'])
  t.match(await call('PUT', '/customer-domains/acme.com/records', { records }), { status: 200 })
  t.same((await resolver.resolveTxt('acme.com')).sort(), [['MS=ms1'], ['v=spf1 -all']])
  await call('PUT', '/customer-domains/acme.com/records', { records: records.slice(0, 1) })
  await t.rejects(resolver.resolveTxt('acme.com'), { code: 'ENODATA' }, 'the new set of records replaces the old')
  t.match(await call('GET', '/domains/acme.com'), {
    body: {
      registration: { registrar: 'other', isRegistered: true },
      delegation: { published: ['ns1.otherhost.example', 'ns2.otherhost.example'] },
      zones: { managed: null, other: [{ type: 'NS' }, { type: 'SOA' }, { type: 'MX', values: [/^0 acme-com/] }] },
    },
  })
  const nameservers = ['ns1.dns.sandbox.example', 'ns2.dns.sandbox.example']
  t.match(await call('PUT', '/customer-domains/acme.com/nameservers', { nameservers }), { body: { nameservers } })
  t.same(await resolver.resolveNs('acme.com'), nameservers)
  await call('PUT', '/customer-domains/ours.com', { dnsHost: 'managed' })
  t.same(await resolver.resolveNs('ours.com'), nameservers)
})

t.test('bad input is named and changes nothing', async (t) => {
  const { call, parts } = await start(t)
  await call('PUT', '/customer-domains/acme.com')
  const record = (name: string, type: string, ...values: string[]) => ({ records: [{ name, type, values }] })
  const records = '/customer-domains/acme.com/records'
  const cases = [
    ['PUT', '/delays', { preset: 'slow' }, /preset/],
    ['PUT', '/delays', { preset: 'zero', scael: 1 }, /scael/],
    ['POST', '/faults', { kind: 'throttle' }, /vendor/],
    ['POST', '/faults', { vendor: 'dns', kind: 'throttle' }, /kind/],
    ['POST', '/faults', { vendor: 'graph', kind: 'slow' }, /delayMs/],
    ['POST', '/faults', { vendor: 'graph', kind: 'lost_reply', match: { path: '(' } }, /regular expression/],
    ['PUT', '/customer-domains/not a name', {}, /domain name/],
    ['PUT', '/customer-domains/acme.com', { dnsHost: 'mine' }, /dnsHost/],
    ['PUT', '/customer-domains/acme.com/nameservers', { nameservers: [] }, /nameservers/],
    ['PUT', records, record('acme.com', 'A', '1.2.3.444'), /not a value of type A/],
    ['PUT', records, record('acme.com', 'NOPE', 'x'), /type/],
    ['PUT', records, record('other.com', 'A', '192.0.2.1'), /not a name in acme\.com/],
    ['GET', '/mailboxes/nobody/messages', undefined, /address/],
  ] as const
  for (const [method, url, body, error] of cases) {
    t.match(await call(method, url, body), { status: 400, body: { error } }, `${method} ${url} ${error}`)
  }
  const both = [...record('acme.com', 'CNAME', 'x.example').records, ...record('acme.com', 'A', '192.0.2.1').records]
  t.match(await call('PUT', records, { records: both }), { status: 400, body: { error: /CNAME/ } })
  t.match(await call('GET', '/nothing'), { status: 404, body: { error: /GET \// } })
  t.same(parts.faults.list(), [])
  t.same(parts.delays.current(), { preset: 'zero' })
  t.same(parts.world.zones.values('acme.com', 'A'), [])
})

t.test('circumstances at Microsoft are set', async (t) => {
  const { call, parts } = await start(t)
  const customer = '8f0c1f0e-6d0a-4c52-9a5b-2f4f6a1c00ff'
  t.match(await call('PUT', '/microsoft/occupied-domains/acme.com'), { status: 204 })
  t.match(await call('PUT', '/microsoft/occupied-prefixes/acme1'), { status: 204 })
  t.match(await call('PUT', `/microsoft/customers/${customer}/review`, { code: 800073 }), { status: 204 })
  t.equal(reviewOf(parts.world, customer), 800073)
  t.match(await call('PUT', `/microsoft/customers/${customer}/review`, { code: 1 }), { status: 400 })
  t.match(await call('PUT', `/microsoft/customers/${customer}/review`, { code: null }), { status: 204 })
  t.equal(reviewOf(parts.world, customer), null)
})

t.test('reset empties the world and keeps its delays', async (t) => {
  const { call, parts, resolver } = await start(t)
  await call('PUT', '/customer-domains/acme.com')
  await call('POST', '/faults', { vendor: 'graph', kind: 'lost_reply' })
  parts.world.counters.add('registrations', 'acme.com')
  parts.world.waits.start('registration', 'acme.com', 'acme.com')
  t.match((await call('GET', '/waits')).body, { waits: [{ kind: 'registration', subject: 'acme.com' }] })
  t.same((await call('GET', '/counts')).body, { counts: { registrations: { 'acme.com': 1 } } })
  t.match(await call('POST', '/reset'), { status: 204 })
  t.match((await call('GET', '/domains/acme.com')).body, { registration: null, zones: { other: null } })
  t.same((await call('GET', '/waits')).body, { waits: [] })
  t.same((await call('GET', '/counts')).body, { counts: {} })
  t.same((await call('GET', '/faults')).body, { faults: [] })
  t.match((await call('GET', '/delays')).body, { preset: 'zero' })
  t.same(await resolver.resolve4('ns1.dns.sandbox.example'), ['127.0.0.1'])
})

t.test('requests are summed by vendor', async (t) => {
  const { call, parts } = await start(t)
  parts.requests.add('graph', 'POST /v1.0/$batch')
  parts.requests.add('graph', 'POST /v1.0/$batch')
  parts.requests.add('graph', 'GET /v1.0/users/:id')
  const { body } = await call('GET', '/requests')
  t.same(body.requests.graph, { total: 3, routes: { 'POST /v1.0/$batch': 2, 'GET /v1.0/users/:id': 1 } })
  t.match(await call('DELETE', '/requests'), { status: 204 })
  t.same((await call('GET', '/requests')).body, { requests: {} })
})

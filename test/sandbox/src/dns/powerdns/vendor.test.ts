import t, { type Test } from 'tap'
import { startVendors } from '../../testing/start-vendors.ts'
import { sandboxCredentials } from '../../world/credentials.ts'
import { worldNameservers } from '../nameservers.ts'
import { send } from './compare.ts'
import type { Step } from './scenario.ts'
import { createPowerDnsVendor } from './vendor.ts'

const zones = '/api/v1/servers/localhost/zones'

async function start(t: Test) {
  const started = await startVendors(t, { vendors: ({ hosts }) => [createPowerDnsVendor(hosts.managed)] })
  const { apiKey } = sandboxCredentials.powerdns
  return { ...started, send: (step: Step) => send(started.url, apiKey, step) }
}

const set = (changetype: string, name: string, type: string, ...contents: string[]) => ({
  name,
  type,
  ttl: 300,
  changetype,
  records: contents.map((content) => ({ content, disabled: false })),
})

async function createZone(t: Test) {
  const started = await start(t)
  const nameservers = worldNameservers.managed.map((name) => `${name}.`)
  const body = { name: 'acme.com.', kind: 'Native', nameservers }
  t.match(await started.send({ method: 'POST', path: zones, body }), { status: 201, body: { id: 'acme.com.' } })
  const path = `${zones}/acme.com.`
  return { ...started, patch: (...rrsets: unknown[]) => started.send({ method: 'PATCH', path, body: { rrsets } }) }
}

t.test('records written through the API are answered by DNS once the domain is delegated', async (t) => {
  const { parts, patch } = await createZone(t)
  const key = 'k'.repeat(400)
  const sets = [
    set('REPLACE', 'acme.com.', 'MX', '0 acme-com.mail.protection.outlook.com.'),
    set('REPLACE', 'acme.com.', 'TXT', '"v=spf1 include:spf.protection.outlook.com -all"', '"MS=ms123"'),
    set('REPLACE', 'k._domainkey.acme.com.', 'TXT', `"${key.slice(0, 255)}" "${key.slice(255)}"`),
  ]
  t.match(await patch(...sets), { status: 204, body: null })
  t.same(parts.world.zones.resolve('acme.com', 'MX'), [])
  parts.registry.add('acme.com', 'other', worldNameservers.managed, 1)
  t.same(parts.world.zones.resolve('acme.com', 'MX'), ['0 acme-com.mail.protection.outlook.com'])
  t.same(parts.world.zones.resolve('acme.com', 'TXT').length, 2)
  t.same(parts.world.zones.resolve('k._domainkey.acme.com', 'TXT'), [key])
  const serial = () => Number(parts.world.zones.values('acme.com', 'SOA')[0]?.split(' ')[2])
  const before = serial()
  t.match(await patch(set('REPLACE', 'acme.com.', 'MX')), { status: 204 })
  t.equal(serial(), before + 1)
  t.same(parts.world.zones.resolve('acme.com', 'MX'), [])
})

t.test('a PATCH with one bad set changes nothing', async (t) => {
  const { patch, parts } = await createZone(t)
  const bad = await patch(set('REPLACE', 'a.acme.com.', 'A', '192.0.2.1'), set('REPLACE', 'b.acme.com.', 'A', 'x'))
  t.match(bad, { status: 422, type: 'application/json', body: { error: /^Record b\.acme\.com\.\/A 'x': Parsing/ } })
  t.same(parts.world.zones.values('a.acme.com', 'A'), [])
})

t.test('EXTEND and PRUNE change single records', async (t) => {
  const { patch, parts } = await createZone(t)
  const values = () => parts.world.zones.values('acme.com', 'TXT')
  t.match(await patch(set('REPLACE', 'acme.com.', 'TXT', '"one"')), { status: 204 })
  t.match(await patch(set('EXTEND', 'acme.com.', 'TXT', '"two"')), { status: 204 })
  t.same(values(), ['one', 'two'])
  t.match(await patch(set('PRUNE', 'acme.com.', 'TXT', '"one"')), { status: 204 })
  t.same(values(), ['two'])
})

t.test('refuses wrong keys, unknown servers and broken JSON', async (t) => {
  const { url, send: ask } = await start(t)
  const anonymous = await fetch(`${url}${zones}`)
  t.equal(anonymous.status, 401)
  t.equal(anonymous.headers.get('www-authenticate'), 'X-API-Key realm="PowerDNS"')
  t.equal(await anonymous.text(), 'Unauthorized', 'plain text for those who do not ask for JSON')
  t.match(await ask({ method: 'GET', path: '/api/v1/servers/other/zones' }), {
    status: 404,
    body: { error: 'Not Found' },
  })
  const headers = { 'x-api-key': sandboxCredentials.powerdns.apiKey, accept: 'application/json' }
  const broken = await fetch(`${url}${zones}`, { method: 'POST', body: '{bad', headers })
  t.equal(broken.status, 400)
  t.same(await broken.json(), { error: 'Bad Request' })
})

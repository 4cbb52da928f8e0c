import { Resolver } from 'node:dns/promises'
import t, { type Test } from 'tap'
import { createControlServer } from '../control/server.ts'
import { startDnsServer } from '../dns/server.ts'
import { createWorld } from '../world/create-world.ts'

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
  const ask = (name: string) => resolver.resolve4(name).catch((error: { code: string }) => error.code)
  return { call, ask, texts: (name: string) => resolver.resolveTxt(name) }
}

const testPoints: [listed: string, codes: string[], neverListed: string][] = [
  ['dbltest.com.dbl.spamhaus.org', ['127.0.1.2'], 'invalid.dbl.spamhaus.org'],
  ['test.surbl.org.multi.surbl.org', ['127.0.0.254'], 'invalid.multi.surbl.org'],
  ['test.uribl.com.multi.uribl.com', ['127.0.0.14'], 'invalid.multi.uribl.com'],
  ['2.0.0.127.zen.spamhaus.org', ['127.0.0.10', '127.0.0.2', '127.0.0.4'], '1.0.0.127.zen.spamhaus.org'],
]

t.test('each list has its test point and nothing else, also after a reset', async (t) => {
  const { call, ask } = await start(t)
  for (const round of ['at first', 'after a reset']) {
    for (const [listed, codes, neverListed] of testPoints) {
      t.same([await ask(listed)].flat().sort(), codes, `${listed} ${round}`)
      t.equal(await ask(neverListed), 'ENOTFOUND', `${neverListed} ${round}`)
    }
    await call('POST', '/blocklist-listings', { list: 'dbl', name: 'getacme.com' })
    await call('POST', '/reset')
  }
  t.equal(await ask('getacme.com.dbl.spamhaus.org'), 'ENOTFOUND')
})

t.test('a name is listed until it is cleared, on one list and not on the others', async (t) => {
  const { call, ask, texts } = await start(t)
  for (const _ of ['once', 'and again'])
    t.match(await call('POST', '/blocklist-listings', { list: 'dbl', name: 'GetAcme.com.' }), { status: 201 })
  t.same(await ask('getacme.com.dbl.spamhaus.org'), ['127.0.1.2'])
  t.same(await texts('getacme.com.dbl.spamhaus.org'), [['https://check.spamhaus.org/query/getacme.com']])
  t.equal(await ask('getacme.com.multi.surbl.org'), 'ENOTFOUND')
  await call('POST', '/blocklist-listings', { list: 'zen', name: '192.0.2.99' })
  t.same(await ask('99.2.0.192.zen.spamhaus.org'), ['127.0.0.3'])
  t.same((await call('GET', '/blocklist-listings')).body, {
    listings: [
      { list: 'dbl', name: 'getacme.com' },
      { list: 'zen', name: '192.0.2.99' },
    ],
  })
  const cleared = { list: 'dbl', name: 'getacme.com' }
  t.match(await call('DELETE', '/blocklist-listings', cleared), { status: 204 })
  t.match(await call('DELETE', '/blocklist-listings', cleared), { status: 404, body: { error: /does not list/ } })
  t.equal(await ask('getacme.com.dbl.spamhaus.org'), 'ENOTFOUND')
})

t.test('who may not ask is refused for every name, and sees all again when it may', async (t) => {
  const { call, ask } = await start(t)
  await call('POST', '/blocklist-listings', { list: 'dbl', name: 'getacme.com' })
  t.match(await call('PUT', '/blocklists/dbl/refusal', { code: '127.255.255.254' }), { status: 204 })
  for (const name of ['getacme.com', 'dbltest.com', 'invalid', 'other.com'])
    t.same(await ask(`${name}.dbl.spamhaus.org`), ['127.255.255.254'], name)
  t.same([await ask('2.0.0.127.zen.spamhaus.org')].flat().length, 3, 'the other list of the same owner answers')
  await call('PUT', '/blocklists/dbl/refusal', { code: null })
  t.same(await ask('getacme.com.dbl.spamhaus.org'), ['127.0.1.2'])
  t.same(await ask('dbltest.com.dbl.spamhaus.org'), ['127.0.1.2'])
  t.equal(await ask('invalid.dbl.spamhaus.org'), 'ENOTFOUND')
})

t.test('what a list cannot hold is refused and changes nothing', async (t) => {
  const { call } = await start(t)
  const cases = [
    ['POST', '/blocklist-listings', { list: 'mine', name: 'getacme.com' }, /list/],
    ['POST', '/blocklist-listings', { list: 'dbl', name: '192.0.2.1' }, /dbl lists domains/],
    ['POST', '/blocklist-listings', { list: 'dbl', name: 'getacme' }, /dbl lists domains/],
    ['POST', '/blocklist-listings', { list: 'zen', name: 'getacme.com' }, /zen lists IPv4/],
    ['PUT', '/blocklists/surbl/refusal', { code: '127.255.255.254' }, /surbl refuses with 127\.0\.0\.1/],
    ['PUT', '/blocklists/mine/refusal', { code: null }, /list/],
  ] as const
  for (const [method, url, body, error] of cases)
    t.match(await call(method, url, body), { status: 400, body: { error } }, `${url} ${error}`)
  t.same((await call('GET', '/blocklist-listings')).body, { listings: [] })
})

import t, { type Test } from 'tap'
import { createAddressGuard } from './address-guard.ts'
import { type Respond, startDnsServer } from './dns-server-fixture.ts'
import { createHostLookup } from './host-lookup.ts'
import { parseWebhookConfig } from './webhook-config.ts'

const nobody = createAddressGuard(parseWebhookConfig({}))
const test = { livemode: false }
const live = { livemode: true }

const refusal = (url: string, mode: { livemode: boolean }, guard = nobody) =>
  guard.check(url, mode).then(
    () => null,
    (error) => error.code,
  )

async function guardWith(t: Test, respond: Respond, environment = {}) {
  const server = await startDnsServer(t, respond)
  const resolvers = { TEST_WEBHOOK_RESOLVERS: server, LIVE_WEBHOOK_RESOLVERS: server }
  return createAddressGuard(parseWebhookConfig({ ...resolvers, ...environment }))
}

t.test('refuses URLs that are none of a receiver', async (t) => {
  const faults = {
    'receiver.example/hook': 'url_invalid',
    '/hook': 'url_invalid',
    'https://': 'url_invalid',
    'ftp://receiver.example': 'url_not_http',
    'file:///etc/passwd': 'url_not_http',
    'http://receiver.example/': 'url_not_https',
    'https://user:password@receiver.example/': 'url_has_credentials',
    'https://receiver.example/#': 'url_has_fragment',
    'https://receiver.example/#part': 'url_has_fragment',
    'https://receiver.example:22/': 'port_refused',
    'https://receiver.example:25/': 'port_refused',
    'https://receiver.example:6667/': 'port_refused',
    'https://receiver.example:0/': 'port_refused',
  }
  for (const [url, code] of Object.entries(faults)) t.equal(await refusal(url, live), code, url)
})

t.test('refuses an address in whatever form it is written', async (t) => {
  const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '017700000001', '①②⑦.0.0.1']
  const v6 = [
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[0:0:0:0:0:0:0:1]',
    '[fe80::1]',
  ]
  const others = [
    '0',
    '0.0.0.0',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:7f00:1::]',
  ]
  const names = ['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', '127.0.0.1.']
  for (const host of [...hosts, ...v6, ...others, ...names])
    t.equal(await refusal(`http://${host}:8080/`, test), 'address_refused', host)
})

t.test('lets hosts pass whose addresses are all of the internet', async (t) => {
  const guard = await guardWith(t, ({ type }) => (type === 'A' ? ['1.1.1.1', '8.8.8.8'] : ['2606:4700::1111']))
  t.equal(await refusal('https://receiver.example/hook?key=1', live, guard), null)
  t.equal(await refusal('http://receiver.example:8080/', test, guard), null)
  t.same((await guard.addressesOf('receiver.example', live)).sort(), ['1.1.1.1', '2606:4700::1111', '8.8.8.8'])
  t.equal(await refusal('https://1.1.1.1/', live, guard), null)
})

t.test('refuses a host as soon as one of its addresses is private', async (t) => {
  const v4 = await guardWith(t, ({ type }) => (type === 'A' ? ['8.8.8.8', '10.0.0.1'] : []))
  t.equal(await refusal('https://receiver.example/', live, v4), 'address_refused')
  const v6 = await guardWith(t, ({ type }) => (type === 'A' ? ['8.8.8.8'] : ['::ffff:10.0.0.1']))
  t.equal(await refusal('https://receiver.example/', live, v6), 'address_refused')
})

t.test('an exception of the operator holds for its own mode', async (t) => {
  const guard = createAddressGuard(parseWebhookConfig({ TEST_WEBHOOK_NETWORKS: '127.0.0.0/8,::1/128' }))
  t.equal(await refusal('http://localhost:8080/', test, guard), null)
  t.equal(await refusal('http://[::ffff:127.0.0.1]:8080/', test, guard), null)
  t.equal(await refusal('http://169.254.169.254/', test, guard), 'address_refused')
  t.equal(await refusal('https://localhost:8080/', live, guard), 'address_refused')
})

t.test('tells a host that is not there from one that cannot be looked up, within a bounded time', async (t) => {
  const missing = await guardWith(t, () => null)
  t.equal(await refusal('https://receiver.example/', live, missing), 'host_not_found')
  const empty = await guardWith(t, () => [])
  t.equal(await refusal('https://receiver.example/', live, empty), 'host_not_found')
  const server = await startDnsServer(t, () => 'silence')
  const lookup = createHostLookup({ servers: [server], totalMs: 50 })
  const silent = createAddressGuard(parseWebhookConfig({}), { test: lookup, live: lookup })
  const startedAt = Date.now()
  t.equal(await refusal('https://receiver.example/', live, silent), 'host_lookup_failed')
  t.ok(Date.now() - startedAt < 10_000, 'in time')
})

import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { vendorConfigFixture } from '../../vendor-config-fixture.ts'
import { createDnsLookup } from '../dns-lookup-node.ts'
import { createPowerdns } from './powerdns.ts'
import { startPowerdns } from './powerdns-server-fixture.ts'

const server = await startPowerdns('powerdns-key')
if (!server) t.plan(0, 'pdns_server with pdns-backend-sqlite3 is not installed')
else {
  t.teardown(() => server.stop())
  const dns = createPowerdns(vendorConfigFixture({ POWERDNS_URL: server.url }))
  const own = { owner: 'coldframe', ttlSeconds: 300 } as const
  const key = `v=DKIM1; k=rsa; p=${'A1b2'.repeat(120)}`
  const sets = [
    { name: 'acme.com', type: 'MX', values: ['0 mx.example.net', '10 mx2.example.net'], ...own },
    { name: 'acme.com', type: 'TXT', values: ['v=spf1 include:spf.example.net -all', 'MS=ms1'], ...own },
    { name: 'key.acme.com', type: 'TXT', values: [key], ...own },
    { name: 'odd.acme.com', type: 'TXT', values: ['a"b\\c é'], ...own },
    { name: 'www.acme.com', type: 'CNAME', values: ['target.example.net'], ttlSeconds: 60, owner: 'customer' },
  ] as const

  t.test('a zone is made once', async (t) => {
    const nameservers = ['ns1.dns.example', 'ns2.dns.example']
    t.strictSame(await dns.ensureZone('acme.com'), { nameservers })
    t.strictSame(await dns.ensureZone('acme.com'), { nameservers })
    const [apex] = await dns.listRecordSets('acme.com')
    t.match(apex, { name: 'acme.com', type: 'NS', owner: 'customer' })
  })

  t.test('what is written is read back, with its owner', async (t) => {
    await dns.applyChanges(
      'acme.com',
      sets.map((set) => ({ ...set, values: [...set.values] })),
    )
    const found = await dns.listRecordSets('acme.com')
    for (const set of sets) {
      const same = found.find(({ name, type }) => name === set.name && type === set.type)
      t.strictSame({ ...same, values: same?.values.sort() }, { ...set, values: [...set.values].sort() })
    }
  })

  t.test('the server answers questions with it', async (t) => {
    const lookup = createDnsLookup({ resolvers: [`127.0.0.1:${server.dnsPort}`], port: server.dnsPort })
    t.strictSame(await lookup.findNameservers('acme.com'), ['ns1.dns.example', 'ns2.dns.example'])
    t.strictSame(
      (await lookup.resolve('key.acme.com', 'TXT')).map((strings) => [strings].flat().join('')),
      [key],
    )
  })

  t.test('an empty list removes a set, and repeating it is no fault', async (t) => {
    const change = { name: 'www.acme.com', type: 'CNAME', values: [], ...own }
    await dns.applyChanges('acme.com', [change])
    await dns.applyChanges('acme.com', [change])
    t.notOk((await dns.listRecordSets('acme.com')).some(({ name }) => name === 'www.acme.com'))
  })

  t.test('what the server refuses is rejected', async (t) => {
    const outside = dns.applyChanges('acme.com', [{ name: 'other.org', type: 'TXT', values: ['x'], ...own }])
    t.match(await failureOf(outside), { provider: 'powerdns', kind: 'rejected', code: '422' })
    t.match(await failureOf(dns.listRecordSets('missing.com')), { kind: 'not_found' })
    const stranger = createPowerdns(vendorConfigFixture({ POWERDNS_URL: server.url, POWERDNS_API_KEY: 'wrong' }))
    t.match(await failureOf(stranger.listRecordSets('acme.com')), { kind: 'unauthorized' })
  })
}

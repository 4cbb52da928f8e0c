import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { vendorConfigFixture } from '../../vendor-config-fixture.ts'
import { createPowerdns } from './powerdns.ts'

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

const server = 'https://dns.vendors.example'
const zones = '/api/v1/servers/localhost/zones'
const dns = createPowerdns(vendorConfigFixture())

t.test('a zone is made where it is missing, by whoever comes first', async (t) => {
  for (const status of [201, 409]) {
    nock(server)
      .get(`${zones}/acme.com.`)
      .query({ rrsets: 'false' })
      .matchHeader('x-api-key', 'powerdns-key')
      .reply(404, { error: 'Not Found' })
      .post(zones, { name: 'acme.com.', kind: 'Native', nameservers: ['ns1.dns.example.', 'ns2.dns.example.'] })
      .reply(status, status === 201 ? {} : { error: 'Conflict' })
    t.strictSame(await dns.ensureZone('acme.com'), { nameservers: ['ns1.dns.example', 'ns2.dns.example'] })
  }
})

t.test('each class of error', async (t) => {
  const cases: [number, unknown, object][] = [
    [401, 'Unauthorized', { kind: 'unauthorized', code: '401' }],
    [
      422,
      { error: 'RRset acme.com. IN TXT: Conflicts' },
      { kind: 'rejected', message: 'getZone: RRset acme.com. IN TXT: Conflicts' },
    ],
    [500, { error: 'Internal Server Error' }, { kind: 'transient' }],
    [429, '', { kind: 'rate_limited' }],
    [200, { rrsets: 7 }, { kind: 'transient', code: 'strange_answer' }],
  ]
  for (const [status, body, expected] of cases) {
    nock(server)
      .get(`${zones}/acme.com.`)
      .reply(status, () => body)
    const error = await failureOf(dns.listRecordSets('acme.com'))
    t.match(error, { provider: 'powerdns', ...expected })
    t.notMatch(String(error), /powerdns-key/)
  }
})

t.test('no changes are no request', async (t) => {
  await dns.applyChanges('acme.com', [])
  t.pass()
})

t.test('the mark of others is left as it is', async (t) => {
  let sent: unknown
  nock(server)
    .patch(`${zones}/acme.com.`)
    .reply(204, async (request: Request) => {
      sent = await request.json()
      return ''
    })
  const set = { name: 'acme.com', type: 'TXT', ttlSeconds: 60, values: ['x'] }
  await dns.applyChanges('acme.com', [
    { ...set, owner: 'customer' },
    { ...set, owner: 'coldframe' },
    { ...set, values: [], owner: 'coldframe' },
  ])
  const records = [{ content: '"x"', disabled: false }]
  const change = { name: 'acme.com.', type: 'TXT', changetype: 'REPLACE', ttl: 60, records }
  t.strictSame(sent, {
    rrsets: [
      change,
      { ...change, comments: [{ content: 'Managed by Coldframe', account: 'coldframe' }] },
      { name: 'acme.com.', type: 'TXT', changetype: 'DELETE' },
    ],
  })
})

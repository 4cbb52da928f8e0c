import type { DnsLookup } from '@coldframe/temporal'
import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

const spf = 'v=spf1 include:spf.protection.outlook.com -all'

async function domainWithRecords(name: string) {
  const ready = await addReadyDomain(api, api.owner, name)
  await api.db.dnsRecords.want(api.owner, ready.domain.id, [
    { purpose: 'spf', type: 'TXT', name, wanted: spf, ttlSeconds: 3600, owner: 'coldframe' },
    { purpose: 'mx', type: 'MX', name, wanted: '0 mx.example', ttlSeconds: 3600, owner: 'coldframe' },
  ])
  return ready
}

const zone = (answers: Record<string, string[]>): DnsLookup => ({
  findNameservers: async () => ['ns1.example'],
  observe: async (_, name, type) => {
    const values = answers[`${type} ${name}`]
    return values
      ? { outcome: 'answered', values, server: 'ns1.example' }
      : { outcome: 'missing', server: 'ns1.example' }
  },
  resolve: async (name, type) => (answers[`${type} ${name}`] ?? ['v=spf1 -all']).map((text) => [text]),
})

t.test('records that were not looked at yet are pending', async (t) => {
  const { domain } = await domainWithRecords('pending.com')
  t.match((await call('GET', `/v1/domains/${domain.id}/dns`)).body, {
    domainId: domain.id,
    status: 'pending',
    checkedAt: null,
    records: [{ purpose: 'spf', wanted: spf, observed: [], status: 'pending', checkedAt: null }, { purpose: 'mx' }],
    proof: null,
  })
})

t.test('verify asks DNS now, and dns.get tells the same afterwards', async (t) => {
  const { domain } = await domainWithRecords('verified.com')
  api.lookup.answer = zone({ 'TXT verified.com': [spf], 'MX verified.com': ['0 mx.example'] })
  const verified = await call('POST', `/v1/domains/${domain.id}/verify`)
  t.match(verified, { status: 200, body: { status: 'correct', spf: { limit: 10 } } })
  t.equal(verified.body.checkedAt, api.now.value.toISOString())
  t.same((await call('GET', `/v1/domains/${domain.id}/dns`)).body, verified.body)
})

t.test('the worst record decides', async (t) => {
  const { domain } = await domainWithRecords('worst.com')
  const statusWith = async (answers: Record<string, string[]>) => {
    api.lookup.answer = zone(answers)
    return (await call('POST', `/v1/domains/${domain.id}/verify`)).body
  }
  t.match(await statusWith({ 'TXT worst.com': [spf] }), { status: 'missing' })
  t.match(await statusWith({ 'TXT worst.com': [spf, 'v=spf1 -all'] }), { status: 'wrong' })
})

t.test('a DNS that cannot be asked makes it unknown, not missing', async (t) => {
  const { domain } = await domainWithRecords('silent.com')
  const failed = { outcome: 'failed', reason: 'timed out' } as const
  api.lookup.answer = { ...zone({}), observe: async () => failed }
  const { body } = await call('POST', `/v1/domains/${domain.id}/verify`)
  t.match(body, { status: 'unknown', records: [{ status: 'unknown', explanation: /timed out/ }] })
})

t.test('the proof is told as it was read back', async (t) => {
  const { domain, mailbox } = await domainWithRecords('proven.com')
  await api.db.proofs.start(api.owner, { domainId: domain.id, mailboxId: mailbox.id, token: 'secret-token' })
  await api.db.proofs.finish(api.owner, domain.id, {
    receivedAt: new Date('2026-03-01T10:00:00Z'),
    spf: 'pass',
    dkim: 'pass',
    dmarc: 'pass',
    authenticationResults: 'mx.example; dmarc=pass',
  })
  const { body } = await call('GET', `/v1/domains/${domain.id}/dns`)
  t.match(body.proof, { mailboxId: mailbox.id, spf: 'pass', dmarc: 'pass', receivedAt: '2026-03-01T10:00:00.000Z' })
  t.notOk(JSON.stringify(body).includes('secret-token'))
})

t.test('with a live key, DNS is not asked where live vendors are not set up', async (t) => {
  const live = await api.newAccount({ livemode: true })
  const { domain } = await addReadyDomain(api, live.owner, 'live.com')
  const answer = await call('POST', `/v1/domains/${domain.id}/verify`, { key: live.key })
  t.match(answer, { status: 422, body: { code: 'live_mode_not_configured' } })
})

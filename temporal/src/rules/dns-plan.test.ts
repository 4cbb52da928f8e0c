import t from 'tap'
import type { RecordSet } from '../providers/dns/dns-provider.ts'
import type { WantedRecord } from '../providers/mailbox/mailbox-provider.ts'
import { planDns, toChanges } from './dns-plan.ts'

const spf: WantedRecord = {
  purpose: 'spf',
  type: 'TXT',
  name: 'acme.com',
  value: 'v=spf1 include:a.example -all',
  ttlSeconds: 300,
}
const proof: WantedRecord = { purpose: 'verification', type: 'TXT', name: 'acme.com', value: 'MS=ms1', ttlSeconds: 300 }
const mx: WantedRecord = { purpose: 'mx', type: 'MX', name: 'acme.com', value: '0 mx.example', ttlSeconds: 300 }
const cname: WantedRecord = {
  purpose: 'dkim',
  type: 'CNAME',
  name: 's1._domainkey.acme.com',
  value: 'k.example',
  ttlSeconds: 300,
}
const set = (record: WantedRecord, values: string[], owner: RecordSet['owner']): RecordSet => ({
  name: record.name,
  type: record.type,
  ttlSeconds: 300,
  values,
  owner,
})
const actions = (zone: RecordSet[], wanted: WantedRecord[]) => planDns(zone, wanted).map((change) => change.action)

t.test('an empty zone gets one set for each name and type', async (t) => {
  const plan = planDns([], [spf, proof, mx, cname])
  t.same(
    plan.map((change) => [change.action, change.type, change.values]),
    [
      ['create', 'TXT', [spf.value, proof.value]],
      ['create', 'MX', [mx.value]],
      ['create', 'CNAME', [cname.value]],
    ],
  )
})

t.test('a zone that holds what is wanted is left alone, whatever the case and the final dots', async (t) => {
  const zone = [set(mx, ['0 MX.Example.'], 'customer'), set(cname, ['K.EXAMPLE.'], 'customer')]
  t.same(actions(zone, [mx, cname]), ['keep', 'keep'])
  t.same(toChanges(planDns(zone, [mx, cname])), [])
})

t.test('texts are added beside foreign ones, which stay', async (t) => {
  const [change] = planDns([set(spf, ['google-site-verification=1'], 'customer')], [spf])
  t.same(change?.values, ['google-site-verification=1', spf.value])
  t.equal(change?.action, 'merge')
})

t.test('a foreign SPF record is a conflict, our own older one is replaced', async (t) => {
  t.same(actions([set(spf, ['v=spf1 -all'], 'customer')], [spf]), ['conflict'])
  const [change] = planDns([set(spf, ['v=spf1 -all', 'other'], 'coldframe')], [spf])
  t.same(change?.values, ['other', spf.value])
})

t.test('a foreign mail server or alias is never written over', async (t) => {
  t.same(actions([set(mx, ['10 mail.elsewhere.example'], 'customer')], [mx]), ['conflict'])
  t.same(actions([set(cname, ['elsewhere.example'], 'customer')], [cname]), ['conflict'])
  t.same(actions([set(mx, ['10 old.example'], 'coldframe')], [mx]), ['replace'])
})

t.test('a CNAME in the way of other data is a conflict, and the other way round', async (t) => {
  t.same(actions([{ ...set(spf, ['x.example'], 'customer'), type: 'CNAME' }], [spf]), ['conflict'])
  t.same(actions([{ ...set(cname, ['text'], 'customer'), type: 'TXT' }], [cname]), ['conflict'])
})

t.test('planning what was applied changes nothing more', async (t) => {
  const wanted = [spf, proof, mx, cname]
  const zone = toChanges(planDns([set(spf, ['foreign'], 'customer')], wanted))
  t.same(actions(zone, wanted), ['keep', 'keep', 'keep'])
})

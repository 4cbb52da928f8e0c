import { gzipSync } from 'node:zlib'
import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { dmarcXml } from './reports.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
api.now.value = new Date('2026-11-20T12:00:00Z')
const begin = new Date('2026-11-18T00:00:00Z')
let serial = 0
const place = (owner = api.owner) => addReadyDomain(api, owner, `dmarc${++serial}.com`)
const post = (file: Buffer, type = 'application/octet-stream') =>
  call('POST', '/v1/dmarc-reports', { payload: file, headers: { 'content-type': type } })
const get = async (domainId: string, query = '') => (await call('GET', `/v1/domains/${domainId}/dmarc${query}`)).body

t.test('reports add up by day and source; what they rest on is listed', async (t) => {
  const { domain } = await place()
  const own = { sourceIp: '203.0.113.7', count: 90 }
  const forged = { sourceIp: '198.51.100.9', count: 10, dkim: 'fail', spf: 'fail', disposition: 'reject' } as const
  const half = { sourceIp: '203.0.113.7', count: 5, dkim: 'fail' } as const
  const { status, body } = await post(dmarcXml({ domain: domain.name, begin, rows: [own, forged, half] }))
  t.equal(status, 200)
  t.match(body.results, [
    {
      domain: domain.name,
      isDuplicate: false,
      error: null,
      report: { domainId: domain.id, messages: 105, passed: 95 },
    },
  ])
  const next = new Date('2026-11-19T00:00:00Z')
  await post(dmarcXml({ domain: domain.name.toUpperCase(), begin: next, rows: [own] }))
  const dmarc = await get(domain.id)
  t.match(dmarc, {
    from: '2026-10-22',
    to: '2026-11-20',
    totals: { messages: 195, passed: 185, dkimAligned: 180, spfAligned: 185, rejected: 10, quarantined: 0 },
    days: [
      { day: '2026-11-18', messages: 105, passed: 95 },
      { day: '2026-11-19', messages: 90, passed: 90 },
    ],
    sources: [
      { day: '2026-11-19', sourceIp: '203.0.113.7', messages: 90 },
      { day: '2026-11-18', sourceIp: '203.0.113.7', messages: 95, dkimAligned: 90, spfAligned: 95 },
      { day: '2026-11-18', sourceIp: '198.51.100.9', messages: 10, passed: 0, rejected: 10 },
    ],
    reports: [{ beginsAt: next.toISOString() }, { beginsAt: begin.toISOString(), orgName: 'receiver.example' }],
  })
  t.equal(dmarc.totals.passRate, 185 / 195)
  t.match(await get(domain.id, '?to=2026-11-18'), { totals: { messages: 105 }, reports: [{}] })
})

t.test('a domain of which nobody has reported has no pass rate', async (t) => {
  const { domain } = await place()
  t.match(await get(domain.id), { totals: { messages: 0, passRate: null }, days: [], sources: [], reports: [] })
})

t.test('a report counts once, whatever it is wrapped in and called', async (t) => {
  const { domain } = await place()
  const xml = dmarcXml({ domain: domain.name, begin })
  const mail = Buffer.from(
    `From: dmarc@receiver.example\nMIME-Version: 1.0\nContent-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n${gzipSync(xml).toString('base64')}\n`,
  )
  const first = (await post(xml, 'text/xml; charset=utf-8')).body.results[0]
  t.match(first, { isDuplicate: false })
  const copies: [Buffer, string][] = [
    [gzipSync(xml), 'application/gzip'],
    [gzipSync(xml), 'application/zip'],
    [mail, 'message/rfc822'],
    [xml, 'application/xml'],
  ]
  for (const [file, type] of copies)
    t.match((await post(file, type)).body.results, [
      { isDuplicate: true, report: { id: first.report.id }, error: null },
    ])
  t.match(await get(domain.id), { totals: { messages: 3 } })
})

t.test('eight copies at once count once', async (t) => {
  const { domain } = await place()
  const xml = dmarcXml({ domain: domain.name, begin })
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(xml)))
  t.equal(answers.filter(({ body }) => !body.results[0].isDuplicate).length, 1)
  t.equal(new Set(answers.map(({ body }) => body.results[0].report.id)).size, 1)
  t.match(await get(domain.id), { totals: { messages: 3 } })
})

t.test('a subdomain’s report belongs to its domain', async (t) => {
  const { domain } = await place()
  const { body } = await post(dmarcXml({ domain: `mail.${domain.name}`, begin }))
  t.match(body.results, [{ report: { domainId: domain.id } }])
})

t.test('a domain of another account is as one that does not exist', async (t) => {
  const theirs = await place((await api.newAccount()).owner)
  const foreign = (await post(dmarcXml({ domain: theirs.domain.name, begin }))).body.results[0]
  const missing = (await post(dmarcXml({ domain: 'nobody.com', begin }))).body.results[0]
  t.match(foreign, { report: null, error: { code: 'domain_not_found' } })
  t.same({ ...foreign, domain: '' }, { ...missing, domain: '' })
})

t.test('a report of days to come, or from before DMARC, is not counted', async (t) => {
  const { domain } = await place()
  for (const day of ['2027-01-01', '1999-01-01', '2200-01-01']) {
    const { body } = await post(dmarcXml({ domain: domain.name, begin: new Date(day) }))
    t.match(body.results, [{ report: null, error: { code: 'period_implausible' } }], day)
  }
  t.match(await get(domain.id, '?from=1999-01-01'), { totals: { messages: 0 } })
})

t.test('numbers beyond any receiver’s spoil no sum', async (t) => {
  const { domain } = await place()
  const rows = Array.from({ length: 20 }, () => ({ sourceIp: '203.0.113.7', count: Number.MAX_SAFE_INTEGER }))
  t.match(await post(dmarcXml({ domain: domain.name, begin, rows })), { status: 200 })
  t.match(await get(domain.id), { totals: { messages: 20_000_000_000, passRate: 1 } })
})

t.test('what is no report is refused, and says why', async (t) => {
  const bomb = Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><feedback>&a;</feedback>')
  for (const file of [bomb, Buffer.from('<feedback/>')])
    t.match(await post(file), { status: 422, body: { code: 'dmarc_report_refused', detail: /^Refused: .+\.$/ } })
  const none = { status: 200, body: { results: [], warnings: [/./] } }
  t.match(await post(Buffer.from('hello')), none, 'a mail without a report')
  t.match(await post(Buffer.alloc(8 * 1024 * 1024 + 1)), { status: 413 })
})

t.test('where days are shorter, a report counts on the day that the mode’s clock showed when it began', async (t) => {
  const { domain } = await place()
  const realNow = api.now.value
  await api.db.clocks.setPace(false, 60)
  t.teardown(async () => {
    api.now.value = realNow
    await api.db.clocks.setPace(false, 86_400)
  })
  const set = new Date()
  const at = (seconds: number) => new Date(Math.floor(set.getTime() / 1_000) * 1_000 + seconds * 1_000)
  api.now.value = at(605)
  const rows = [{ sourceIp: '203.0.113.7', count: 1 }]
  await post(dmarcXml({ domain: domain.name, begin: at(300), rows }))
  await post(dmarcXml({ domain: domain.name, begin: at(-86_400), rows }))
  const { ownTimeOf } = await api.db.clocks.read(false)
  const [early, late] = [at(-86_400), at(300)].map((time) => ownTimeOf(time).toISOString().slice(0, 10))
  t.equal(Date.parse(late ?? '') - Date.parse(early ?? ''), 6 * 86_400_000, 'five days in five minutes, and one before')
  t.match(await get(domain.id), { days: [{ day: early }, { day: late }], reports: [{}, {}] })
})

import { gzipSync } from 'node:zlib'
import t from 'tap'
import { type DmarcReport, DmarcReportRefused, keyOfReport, readDmarcReports } from './read-reports.ts'

const record = (row = '', rest = '') => `<record>
  <row><source_ip>192.0.2.1</source_ip><count>3</count>
    <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf>${row}</policy_evaluated></row>
  <identifiers><header_from>getacme.example</header_from></identifiers>
  <auth_results>${rest}<spf><domain>getacme.example</domain><scope>mfrom</scope><result>softfail</result></spf></auth_results>
</record>`

const document = (records = record(), attributes = '', policy = '') => `<?xml version="1.0" encoding="UTF-8"?>
<feedback${attributes}>
  <report_metadata>
    <org_name>example.net</org_name><email>dmarc@example.net</email><report_id>r1</report_id>
    <date_range><begin>1767225600</begin><end>1767311999</end></date_range>
  </report_metadata>
  <policy_published><domain>GetAcme.example</domain><adkim>r</adkim><aspf>s</aspf><p>reject</p>${policy}</policy_published>
  ${records}
</feedback>`

async function one(content: string | Buffer): Promise<DmarcReport> {
  const { reports } = await readDmarcReports(Buffer.from(content))
  const [report] = reports
  if (!report || reports.length > 1) throw new Error(`${reports.length} reports`)
  return report
}

const mail = (type: string, content: Buffer) => `From: dmarc@example.net
Subject: Report Domain: getacme.example Submitter: example.net Report-ID: <r1>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

This is an aggregate report.
--b
Content-Type: ${type}
Content-Transfer-Encoding: base64

${content.toString('base64').replace(/.{76}/g, '$&\n')}
--b--
`

t.test('a report of RFC 7489', async (t) => {
  const dkim = '<dkim><domain>getacme.example</domain><selector>s1</selector><result>pass</result></dkim>'
  const report = await one(
    document(
      record('<reason><type>local_policy</type><comment>trusted</comment></reason>', dkim),
      '',
      '<pct>100</pct>',
    ),
  )
  t.match(report, { orgName: 'example.net', reportId: 'r1', email: 'dmarc@example.net', warnings: [] })
  t.same(report.period, { begin: new Date('2026-01-01T00:00:00Z'), end: new Date('2026-01-01T23:59:59Z') })
  t.match(report.policy, { domain: 'getacme.example', p: 'reject', sp: null, adkim: 'r', aspf: 's', pct: 100 })
  t.match(report.records, [
    {
      sourceIp: '192.0.2.1',
      count: 3,
      disposition: 'none',
      dkim: 'pass',
      spf: 'fail',
      reasons: [{ type: 'local_policy', comment: 'trusted' }],
      headerFrom: 'getacme.example',
      authResults: {
        dkim: [{ domain: 'getacme.example', selector: 's1', result: 'pass' }],
        spf: [{ domain: 'getacme.example', scope: 'mfrom', result: 'softfail' }],
      },
    },
  ])
})

t.test('a report of RFC 9990: a namespace, prefixes, new fields, and a disposition called pass', async (t) => {
  const policy = '<np>quarantine</np><testing>y</testing><discovery_method>treewalk</discovery_method>'
  const text = document(record().replace('none', 'pass'), ' xmlns="urn:ietf:params:xml:ns:dmarc-2.0"', policy)
  const report = await one(text.replace('<org_name>', '<org_name lang="en">'))
  t.match(report, { orgName: 'example.net', warnings: [], records: [{ disposition: 'none' }] })
  t.match(report.policy, { np: 'quarantine', isTesting: true, discoveryMethod: 'treewalk', pct: null })
  const prefixed = document()
    .replace('<feedback', '<ns:feedback xmlns:ns="urn:x"')
    .replace('</feedback', '</ns:feedback')
  t.equal((await one(prefixed)).records.length, 1)
})

t.test('gzip, zip and mail are known by their bytes, not by what they are called', async (t) => {
  const gz = gzipSync(document())
  for (const type of ['application/gzip', 'application/zip', 'text/plain', 'application/octet-stream']) {
    t.equal((await one(mail(type, gz))).reportId, 'r1', type)
  }
  t.equal((await one(mail('text/xml', Buffer.from(document())))).reportId, 'r1')
  t.equal((await one(gzipSync(gz))).reportId, 'r1')
  t.equal((await one(Buffer.concat([gz, Buffer.from('-- added by a list\r\n')]))).reportId, 'r1')
  const named = Buffer.concat([
    gz.subarray(0, 3),
    Buffer.from([8]),
    gz.subarray(4, 10),
    Buffer.from('r.xml\0'),
    gz.subarray(10),
  ])
  t.equal((await one(Buffer.concat([named, Buffer.from('more')]))).reportId, 'r1')
  const forwarded = `Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\n${mail('application/gzip', gz)}\n--o--`
  t.equal((await one(forwarded)).reportId, 'r1')
})

t.test('what is seen broken is repaired, and said to be', async (t) => {
  const broken: Record<string, string | Buffer> = {
    'an unclosed schema': document().replace('<feedback>', '<xs:schema xmlns:xs="x" targetNamespace="y">\n<feedback>'),
    'an address in brackets': document().replace('dmarc@example.net', '<dmarc@example.net>'),
    'a bracket and an ampersand in a text': document().replace('example.net</org', 'a<b & c</org'),
    'an unknown entity': document().replace('example.net</org', '&company;</org'),
    'a control character': document().replace('example.net</org', 'exa\x01mple.net</org'),
    'words behind the end': `${document()}\n<p>Sent by a tool</p>`,
    'a byte that is no UTF-8': Buffer.from(document().replace('example.net</org', 'caf\xe9</org'), 'latin1'),
    'an end that is missing': document(record() + record()).slice(0, -80),
    'a gzip cut off': gzipSync(document(record() + record()), { level: 0 }).subarray(0, -100),
  }
  for (const [fault, content] of Object.entries(broken)) {
    const report = await one(content)
    t.equal(report.records[0]?.count, 3, fault)
    t.not(report.warnings.length, 0, fault)
  }
})

t.test('odd but clear values need no repair', async (t) => {
  const upper = await one(document(record().replace('pass', 'Pass').replace('none', 'Reject')))
  t.match(upper.records[0], { dkim: 'pass', disposition: 'reject' })
  t.same((await one(document(record('<reason/>')))).records[0]?.reasons, [])
  const helo = record().replace('<domain>getacme.example</domain><scope>mfrom', '<scope>helo')
  t.same((await one(document(helo))).records[0]?.authResults.spf, [{ domain: null, scope: 'helo', result: 'softfail' }])
  const noName = document().replace('<org_name>example.net</org_name>', '<org_name/>')
  t.equal((await one(noName)).orgName, 'example.net')
  const milliseconds = await one(document().replace(/<(begin|end)>(\d+)/g, '<$1>$2000'))
  t.same(milliseconds.period, (await one(document())).period)
  const wide = Buffer.from(`\ufeff${document().replace('UTF-8', 'UTF-16')}`, 'utf16le')
  t.equal((await one(wide)).reportId, 'r1')
})

t.test('a record that says nothing is left out, the others stay', async (t) => {
  const bad = [record().replace('192.0.2.1', 'localhost'), record().replace('>3<', '>-3<'), '<record/>']
  const report = await one(document(bad.join('') + record()))
  t.equal(report.records.length, 1)
  t.equal(report.warnings.length, bad.length)
})

t.test('no report is not the same as a refusal', async (t) => {
  const unused = await readDmarcReports(gzipSync('unused'))
  t.same(unused.reports, [])
  t.equal(unused.warnings.length, 1)
  t.same((await readDmarcReports(Buffer.from('Subject: hello\n\nNo attachment.\n'))).reports, [])
  t.same((await readDmarcReports(Buffer.alloc(0))).reports, [])
})

t.test('refusals say why', async (t) => {
  const refused: [string, string | Buffer][] = [
    ['doctype', document().replace('<feedback>', '<!DOCTYPE feedback [<!ENTITY x "y">]><feedback>')],
    ['doctype', Buffer.from(`\ufeff<!doctype feedback>${document()}`, 'utf16le')],
    ['too_large', Buffer.alloc(9 * 1024 * 1024, '<')],
    ['too_large', gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '))],
    ['too_large', document('<record>'.repeat(1_000))],
    ['too_large', document(`<record>${'<reason/>'.repeat(5_000)}</record>`)],
    ['too_large', document('<record/>'.repeat(20_000))],
    ['too_large', document(`<record ${Array.from({ length: 100 }, (_, at) => `a${at}="1"`).join(' ')}/>`)],
    ['broken', document('&'.repeat(5_000))],
    ['broken', Buffer.from('PK\x03\x04 and no more')],
    ['broken', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
    ['not_a_report', '<html><body>Not found</body></html>'],
    ['incomplete', document().replace(/<begin>\d+/, '<begin>')],
  ]
  for (const [code, content] of refused) {
    await t.rejects(readDmarcReports(Buffer.from(content)), { name: 'DmarcReportRefused', code })
  }
})

t.test('the same report has the same key, another period, domain or reporter another', async (t) => {
  const key = keyOfReport(await one(document()))
  t.equal(keyOfReport(await one(mail('application/gzip', gzipSync(document())))), key)
  for (const [from, to] of [
    ['1767225600', '1767312000'],
    ['GetAcme', 'other'],
    ['>example.net', '>example.org'],
    ['r1', 'r2'],
  ]) {
    t.not(keyOfReport(await one(document().replace(from ?? '', to ?? ''))), key)
  }
})

t.test('a damaged file is read or refused, never anything else, and never takes a second', async (t) => {
  const files = [
    Buffer.from(document(record().repeat(50))),
    gzipSync(document()),
    Buffer.from(mail('application/gzip', gzipSync(document()))),
  ]
  for (const file of files) {
    for (let at = 0; at < file.length; at += Math.ceil(file.length / 300)) {
      const copy = Buffer.from(file)
      copy[at] = (at * 7_919) % 256
      await check(copy)
      await check(file.subarray(0, at))
      await check(
        Buffer.concat([file.subarray(0, at), Buffer.alloc(2_000, file.subarray(at, at + 9)), file.subarray(at)]),
      )
    }
  }
  t.end()

  async function check(bytes: Buffer) {
    const start = cpuMs()
    try {
      await readDmarcReports(bytes)
    } catch (error) {
      if (!(error instanceof DmarcReportRefused)) t.fail(`${error}`)
    }
    const ms = cpuMs() - start
    if (ms > 1_000) t.fail(`${ms} ms`)
  }
})

/** Of this process alone: whatever else the machine does, it is not counted. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

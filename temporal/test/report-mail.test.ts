import { createTestDatabase } from '@coldframe/db/testing'
import t from 'tap'
import { startDovecot } from '../src/providers/proof/dovecot-fixture.ts'
import { createImapReportMailbox } from '../src/providers/reports/report-mailbox.ts'
import { readReportMail } from '../src/worker/read-report-mail.ts'
import { skipReason } from './support.ts'

const xml = (domain: string, count: number) => `<?xml version="1.0"?><feedback>
  <report_metadata><org_name>receiver.example</org_name><email>dmarc@receiver.example</email><report_id>r-${count}</report_id>
    <date_range><begin>1772323200</begin><end>1772409599</end></date_range></report_metadata>
  <policy_published><domain>${domain}</domain><p>quarantine</p></policy_published>
  <record><row><source_ip>40.107.1.1</source_ip><count>${count}</count>
    <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row>
    <identifiers><header_from>${domain}</header_from></identifiers></record></feedback>`

const mailOf = (body: string, type = 'text/xml') =>
  Buffer.from(
    [
      'From: dmarc@receiver.example',
      'Subject: Report domain: acme.com',
      'MIME-Version: 1.0',
      `Content-Type: ${type}; name="report.xml"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(body).toString('base64'),
      '',
    ].join('\r\n'),
  )

t.test('reports that are sent to our address', { skip: skipReason }, async (t) => {
  const server = await startDovecot()
  if (!server) return t.plan(0, 'dovecot is not installed, or we are not root')
  t.teardown(() => server.stop())
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner = { accountId: (await db.accounts.insert('test')).id, livemode: false }
  const domain = await db.domains.insert(owner, {
    ...{ name: 'getacme.com', brandDomain: null, provider: 'microsoft365', residency: 'none' },
    ...{ registration: 'register', dnsMode: 'managed', metadata: {} },
  })
  const lines: unknown[] = []
  const mailbox = createImapReportMailbox(`imap://proof:p%40ss@127.0.0.1:${server.port}`)
  const log = { info: (line: unknown) => void lines.push(line) }
  const read = (reader: Pick<typeof db, 'clocks' | 'domains' | 'dmarcReports'> = db) =>
    readReportMail({ db: reader, livemode: false, mailbox, log })
  const days = () => db.dmarcReports.days(owner, domain?.id ?? '', { from: '2026-02-01', to: '2026-04-01' })

  await t.test('are counted for the domain that they are of, whatever else lies beside them', async (t) => {
    await server.deliver(mailOf(xml('getacme.com', 7)))
    await server.deliver(mailOf(xml('stranger.com', 9)))
    await server.deliver(mailOf('Buy now', 'text/plain'))
    await server.deliver(mailOf(xml('mail.getacme.com', 5)))
    await read()
    t.match(await days(), [{ messages: 12, passed: 12 }])
    t.match(lines, [{ messages: 4, kept: 2, refused: 1, duplicate: 0 }])
  })

  await t.test('are read once, and counted once when they come again', async (t) => {
    await read()
    t.equal(lines.length, 1, 'nothing new')
    await server.deliver(mailOf(xml('getacme.com', 7)))
    await read()
    t.match(lines[1], { messages: 1, duplicate: 1 })
    t.match(await days(), [{ messages: 12 }])
  })

  await t.test('are read again after a failure, the one that failed included', async (t) => {
    await server.deliver(mailOf(xml('getacme.com', 3)))
    const broken = { ...db.dmarcReports, record: () => Promise.reject(new Error('The database is gone')) }
    await t.rejects(read({ ...db, dmarcReports: broken }))
    t.match(await days(), [{ messages: 12 }])
    await read()
    t.match(await days(), [{ messages: 15 }])
  })
})

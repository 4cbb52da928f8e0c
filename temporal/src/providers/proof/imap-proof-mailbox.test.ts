import t from 'tap'
import { failureOf } from '../failure-of.ts'
import { vendorConfigFixture } from '../vendor-config-fixture.ts'
import { createProofMailbox } from './create-proof-mailbox.ts'
import { startDovecot } from './dovecot-fixture.ts'

const mailboxAt = (port: number, login: string) =>
  createProofMailbox(vendorConfigFixture({ PROOF_IMAP_URL: `imap://${login}@127.0.0.1:${port}` }))

t.test('a server that is not there is a fault of the moment', async (t) => {
  t.match(await failureOf(mailboxAt(1, 'proof:x').findMessage('token-1')), { provider: 'imap', kind: 'transient' })
})

t.test('a real server', async (t) => {
  const server = await startDovecot()
  if (!server) return t.plan(0, 'dovecot is not installed, or we are not root')
  t.teardown(() => server.stop())
  const mailbox = mailboxAt(server.port, 'proof:p%40ss')
  t.equal(await mailbox.findMessage('token-1'), null, 'no message yet')

  const raw = (token: string) => Buffer.from(`Subject: Hello ${token}\r\nFrom: ada@acme.com\r\n\r\nHi ${token}\r\n`)
  await server.deliver(raw('token-1'))
  await server.deliver(raw('token-2'))
  const found = await mailbox.findMessage('token-1')
  t.strictSame(found?.raw.toString(), raw('token-1').toString())
  t.type(found?.receivedAt, Date)

  await server.deliver(raw('token-3'), 'Junk')
  t.match((await mailbox.findMessage('token-3'))?.raw.toString(), /token-3/, 'junk is read too')

  const stranger = await failureOf(mailboxAt(server.port, 'proof:wrong-secret').findMessage('token-1'))
  t.match(stranger, { provider: 'imap', kind: 'unauthorized' })
  t.notMatch(String(stranger), /wrong-secret/)
})

import nock from 'nock'
import t from 'tap'
import { failureOf } from '../failure-of.ts'
import { answerLogins, graph } from '../mailbox/microsoft365/microsoft365-fixture.ts'
import { vendorConfigFixture } from '../vendor-config-fixture.ts'
import { createProofMailbox } from './create-proof-mailbox.ts'

t.before(() => nock.disableNetConnect())
t.beforeEach(() => void answerLogins())
t.afterEach(() => nock.cleanAll())

const path = '/v1.0/users/proof%40proof.example/messages'
const message = (id: string, subject: string, receivedDateTime: string) => ({ id, subject, receivedDateTime })
const answerSearch = (value: unknown[]) =>
  nock(graph)
    .get(path)
    .query((query) => query.$filter === "contains(subject,'token-1')")
    .reply(200, { value })

t.test('the newest message with the token is read as it was delivered', async (t) => {
  const raw = Buffer.from('Subject: Hello token-1\r\n\r\n\xe9\x00', 'latin1')
  answerSearch([
    message('old', 'Hello token-1', '2026-03-01T11:00:00Z'),
    message('new', 'Hello token-1', '2026-03-01T12:00:00Z'),
    message('other', 'Hello token-2', '2026-03-01T13:00:00Z'),
  ])
  nock(graph).get(`${path}/new/$value`).reply(200, raw, { 'content-type': 'message/rfc822' })
  const mailbox = createProofMailbox(vendorConfigFixture())
  t.equal(mailbox.address, 'proof@proof.example')
  t.strictSame(await mailbox.findMessage('token-1'), { raw, receivedAt: new Date('2026-03-01T12:00:00Z') })
})

t.test('no message is null', async (t) => {
  answerSearch([])
  t.equal(await createProofMailbox(vendorConfigFixture()).findMessage('token-1'), null)
})

t.test('a refusal is not "no message"', async (t) => {
  nock(graph)
    .get(path)
    .query(true)
    .reply(403, { error: { code: 'ErrorAccessDenied', message: 'no' } })
  const error = await failureOf(createProofMailbox(vendorConfigFixture()).findMessage('token-1'))
  t.match(error, { provider: 'graph', kind: 'unauthorized', code: 'ErrorAccessDenied' })
})

t.test('a mailbox that nobody can read is a fault of the settings', async (t) => {
  const config = { ...vendorConfigFixture(), PROOF_GRAPH_TENANT_ID: undefined }
  t.throws(() => createProofMailbox(config), /PROOF_IMAP_URL/)
})

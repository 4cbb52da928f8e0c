import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { bounceMail } from './reports.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
let serial = 0
const place = (owner = api.owner) => addReadyDomain(api, owner, `suppressed${++serial}.com`)
const unknown = '550 5.1.1 The email account that you tried to reach does not exist.'
const signalOf = (mailboxId: string, more: object = {}) => ({
  ...{ id: `signal-${++serial}`, mailboxId, type: 'bounced', at: new Date().toISOString(), diagnostic: unknown },
  ...more,
})
const post = async (signals: unknown[]) => (await call('POST', '/v1/signals', { body: { signals } })).body
const check = async (addresses: string[], key = api.key) =>
  (await call('POST', '/v1/suppressions/check', { body: { addresses }, key })).body.data
const totalsOf = async (domainId: string) => (await call('GET', `/v1/domains/${domainId}/signals`)).body.totals

t.test('a recipient that does not exist is remembered, by no more than a digest', async (t) => {
  const { domain, mailbox } = await place()
  const recipient = 'Gone.Person@Gmail.com'
  t.match(await post([signalOf(mailbox.id, { recipient })]), { accepted: 1, suppressed: [] })
  t.match(await check(['gone.person@gmail.com', 'ann@gmail.com']), [
    {
      address: 'gone.person@gmail.com',
      suppression: {
        ...{ id: /^sup_/, reason: 'recipient_unknown', recipientDomain: 'gmail.com' },
        ...{ domainId: domain.id, mailboxId: mailbox.id },
      },
    },
    { address: 'ann@gmail.com', suppression: null },
  ])
  t.match((await call('GET', '/v1/suppressions')).body, { data: [{ domainId: domain.id }], nextCursor: null })
  const { rows } = await api.sql.query('select s.*, d.* from suppressions s, signals d')
  t.notMatch(JSON.stringify(rows), /gone\.person/i)
})

t.test('what says nothing of the address for good suppresses nobody', async (t) => {
  const { mailbox } = await place()
  const recipient = 'still.there@gmail.com'
  await post([
    signalOf(mailbox.id, { recipient, diagnostic: '452 4.2.2 The email account is over quota' }),
    signalOf(mailbox.id, { recipient, diagnostic: '550 5.7.1 blocked using dbl.spamhaus.org' }),
    signalOf(mailbox.id, { recipient, type: 'sent', diagnostic: undefined }),
    signalOf(mailbox.id),
  ])
  t.match(await check([recipient]), [{ suppression: null }])
})

t.test('it is counted once, whichever way it is told, and sending to it again is shown', async (t) => {
  const { domain, mailbox } = await place()
  const recipient = 'bob@gmail.com'
  const first = signalOf(mailbox.id, { recipient })
  t.match(await post([first, signalOf(mailbox.id, { recipient: 'BOB@gmail.com' })]), { accepted: 1, duplicates: 1 })
  t.match(await post([first, signalOf(mailbox.id, { recipient })]), { accepted: 0, duplicates: 2 })
  const bounce = await call('POST', '/v1/bounces', {
    payload: bounceMail({ sender: mailbox.address }),
    headers: { 'content-type': 'message/rfc822' },
  })
  t.match(bounce.body, { recipients: [{ address: recipient }], accepted: 0, duplicates: 1 })
  t.match(await totalsOf(domain.id), { bounced: 1, bounces: { recipientUnknown: 1 } })
  const sent = signalOf(mailbox.id, { recipient, type: 'sent', diagnostic: undefined })
  const suppressionId = (await check([recipient]))[0].suppression.id
  t.match(await post([signalOf(mailbox.id, { type: 'sent', diagnostic: undefined }), sent]), {
    accepted: 2,
    suppressed: [{ index: 1, id: sent.id, suppressionId }],
  })
  t.match(await totalsOf(domain.id), { sent: 2 })
})

t.test('a bounce that was read as a mail suppresses too', async (t) => {
  const { mailbox } = await place()
  const stranger = await api.newAccount()
  const { mailbox: theirs } = await place(stranger.owner)
  await call('POST', '/v1/bounces', {
    payload: bounceMail({ sender: theirs.address }),
    headers: { 'content-type': 'message/rfc822' },
    key: stranger.key,
  })
  t.match(await check(['bob@gmail.com'], stranger.key), [{ suppression: { mailboxId: theirs.id } }])
  t.match(await check(['new@gmail.com']), [{ suppression: null }])
  const { mailbox: second } = await place()
  await post([mailbox, second].map(({ id }) => signalOf(id, { recipient: 'new@gmail.com' })))
  t.match(await check(['new@gmail.com'], stranger.key), [{ suppression: null }], 'each account has a list of its own')
})

t.test('one that was deleted comes back with a new bounce, and not with an old one', async (t) => {
  const { mailbox } = await place()
  const recipient = 'back@gmail.com'
  const old = signalOf(mailbox.id, { recipient })
  await post([old])
  const { id } = (await check([recipient]))[0].suppression
  t.match(await call('DELETE', `/v1/suppressions/${id}`), { status: 200, body: { id } })
  t.match(await call('DELETE', `/v1/suppressions/${id}`), { status: 404, body: { code: 'suppression_not_found' } })
  t.match(await post([old]), { accepted: 0, duplicates: 1 })
  t.match(await check([recipient]), [{ suppression: null }])
  t.match(await post([signalOf(mailbox.id, { recipient })]), { accepted: 1 })
  t.match(await check([recipient]), [{ suppression: { id: /^sup_/ } }])
})

t.test('each domain that wrote to it is told, and a deletion is for all of them', async (t) => {
  const [one, other] = [await place(), await place()]
  const recipient = 'shared@gmail.com'
  t.match(await post([one, other].map(({ mailbox }) => signalOf(mailbox.id, { recipient }))), { accepted: 2 })
  t.match(await totalsOf(other.domain.id), { bounced: 1 })
  const { suppression } = (await check([recipient]))[0]
  await call('DELETE', `/v1/suppressions/${suppression.id}`)
  t.match(await check([recipient]), [{ suppression: null }])
})

t.test('two that tell it at the same moment are counted as one', async (t) => {
  const { domain, mailbox } = await place()
  const recipient = 'twice@gmail.com'
  const results = await Promise.all(Array.from({ length: 8 }, () => post([signalOf(mailbox.id, { recipient })])))
  t.equal(
    results.reduce((sum, { accepted }) => sum + accepted, 0),
    1,
  )
  t.match(await totalsOf(domain.id), { bounced: 1 })
})

t.test('what is no address is refused', async (t) => {
  const { mailbox } = await place()
  const bad = [signalOf(mailbox.id, { recipient: 'no address' })]
  t.match(await call('POST', '/v1/signals', { body: { signals: bad } }), { status: 422 })
  t.match(await call('POST', '/v1/suppressions/check', { body: { addresses: [] } }), { status: 422 })
})

import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { bounceMail, complaintMail } from './reports.ts'
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
const saidOf = (mailboxId: string, type: string, recipient?: string) =>
  signalOf(mailboxId, { type, recipient, diagnostic: undefined })
const post = async (signals: unknown[]) => (await call('POST', '/v1/signals', { body: { signals } })).body
const report = (payload: Buffer, key = api.key) =>
  call('POST', '/v1/bounces', { payload, headers: { 'content-type': 'message/rfc822' }, key })
const check = async (addresses: string[], key = api.key) =>
  (await call('POST', '/v1/suppression-checks', { body: { addresses }, key })).body.data
const reasonsOf = async (address: string, key = api.key) => {
  const [{ suppressions }] = await check([address], key)
  return suppressions.map(({ reason }: { reason: string }) => reason)
}
const idOf = async (address: string, key = api.key) => (await check([address], key))[0].suppressions[0].id
const add = async (addresses: string[], more: object = {}) =>
  (await call('POST', '/v1/suppressions', { body: { addresses }, ...more })).body
const remove = (id: string, key = api.key) => call('DELETE', `/v1/suppressions/${id}`, { key })
const totalsOf = async (domainId: string) => (await call('GET', `/v1/domains/${domainId}/signals`)).body.totals

t.test('a recipient that does not exist is remembered, by no more than a digest', async (t) => {
  const { domain, mailbox } = await place()
  const recipient = 'Gone.Person@Gmail.com'
  t.match(await post([signalOf(mailbox.id, { recipient })]), { accepted: 1, suppressed: [] })
  const of = { domainId: domain.id, mailboxId: mailbox.id, recipientDomain: 'gmail.com' }
  t.match(await check(['gone.person@gmail.com', 'ann@gmail.com']), [
    { address: 'gone.person@gmail.com', suppressions: [{ id: /^sup_/, reason: 'recipient_unknown', ...of }] },
    { address: 'ann@gmail.com', suppressions: [] },
  ])
  const listed = (await call('GET', '/v1/suppressions')).body
  t.match(listed, { data: [of], nextCursor: null })
  t.same((await call('GET', `/v1/suppressions/${listed.data[0].id}`)).body, listed.data[0])
  const { rows } = await api.sql.query('select s.*, d.* from suppressions s, signals d')
  t.notMatch(JSON.stringify(rows), /gone\.person/i)
})

t.test('who complains or unsubscribes is remembered too, and each of them is counted', async (t) => {
  const { domain, mailbox } = await place()
  for (const type of ['complained', 'unsubscribed']) {
    const recipient = `${type}@gmail.com`
    const first = saidOf(mailbox.id, type, recipient)
    t.match(await post([first, saidOf(mailbox.id, type, recipient), first]), { accepted: 2, duplicates: 1 })
    t.same(await reasonsOf(recipient), [type])
    t.match(await totalsOf(domain.id), { [type]: 2 })
  }
})

t.test('what tells of no address, or nothing against it for good, suppresses nobody', async (t) => {
  const { mailbox } = await place()
  const recipient = 'still.there@gmail.com'
  const before = (await call('GET', '/v1/suppressions?limit=100')).body.data.length
  const signals = [
    signalOf(mailbox.id, { recipient, diagnostic: '452 4.2.2 The email account is over quota' }),
    signalOf(mailbox.id, { recipient, diagnostic: '550 5.7.1 blocked using dbl.spamhaus.org' }),
    ...['sent', 'delivered', 'deferred', 'opened', 'replied'].map((type) => saidOf(mailbox.id, type, recipient)),
    ...['bounced', 'complained', 'unsubscribed'].map((type) =>
      signalOf(mailbox.id, { type, recipientDomain: 'gmail.com' }),
    ),
  ]
  t.match(await post(signals), { accepted: signals.length, refused: [] })
  t.same(await reasonsOf(recipient), [])
  t.equal((await call('GET', '/v1/suppressions?limit=100')).body.data.length, before)
})

t.test(
  'that nobody is there is counted once, whichever way it is told, and sending there again is shown',
  async (t) => {
    const { domain, mailbox } = await place()
    const recipient = 'bob@gmail.com'
    const first = signalOf(mailbox.id, { recipient })
    t.match(await post([first, signalOf(mailbox.id, { recipient: 'BOB@gmail.com' })]), { accepted: 1, duplicates: 1 })
    t.match(await post([first, signalOf(mailbox.id, { recipient })]), { accepted: 0, duplicates: 2 })
    const bounce = await report(bounceMail({ sender: mailbox.address }))
    t.match(bounce.body, { recipients: [{ address: recipient }], accepted: 0, duplicates: 1 })
    t.match(await totalsOf(domain.id), { bounced: 1, bounces: { recipientUnknown: 1 } })
    const sent = saidOf(mailbox.id, 'sent', recipient)
    t.match(await post([saidOf(mailbox.id, 'sent'), sent, saidOf(mailbox.id, 'sent', 'new.one@gmail.com')]), {
      accepted: 3,
      suppressed: [{ index: 1, id: sent.id, suppressionId: await idOf(recipient) }],
    })
    t.match(await totalsOf(domain.id), { sent: 3 })
  },
)

t.test('reports handed in suppress too, and each account has a list of its own', async (t) => {
  const stranger = await api.newAccount()
  const { mailbox } = await place(stranger.owner)
  await report(bounceMail({ sender: mailbox.address, recipient: 'came.back@gmail.com' }), stranger.key)
  await report(complaintMail({ sender: mailbox.address, recipient: 'cross@gmail.com' }), stranger.key)
  t.same(await reasonsOf('came.back@gmail.com', stranger.key), ['recipient_unknown'])
  t.same(await reasonsOf('cross@gmail.com', stranger.key), ['complained'])
  t.equal((await call('GET', '/v1/suppressions', { key: stranger.key })).body.data.length, 2)
  for (const address of ['came.back@gmail.com', 'cross@gmail.com']) t.same(await reasonsOf(address), [])
  const id = await idOf('cross@gmail.com', stranger.key)
  t.match(await call('GET', `/v1/suppressions/${id}`), { status: 404, body: { code: 'suppression_not_found' } })
  t.match(await remove(id), { status: 404 })
})

t.test('addresses are added by hand, however often, once', async (t) => {
  const addresses = ['by.hand@acme.org', 'By.Hand@ACME.org', 'jürg@bücher.de']
  const added = await add(addresses)
  t.equal(added.added, 2)
  t.same(
    added.data.map(({ address }: { address: string }) => address),
    addresses,
  )
  t.match(added.data, [
    { suppressions: [{ reason: 'manual', recipientDomain: 'acme.org', domainId: null, mailboxId: null }] },
    { suppressions: [added.data[0].suppressions[0]] },
    { suppressions: [{ recipientDomain: 'xn--bcher-kva.de' }] },
  ])
  t.same(await add(addresses), { ...added, added: 0 })
  t.same(await reasonsOf('JÜRG@xn--bcher-kva.de'), ['manual'])
  const many = Array.from({ length: 1_000 }, (_, index) => `many${index}@acme.org`)
  t.equal((await add(many)).added, 1_000)
  t.ok((await check(many)).every(({ suppressions }: { suppressions: unknown[] }) => suppressions.length === 1))
  t.match(await call('POST', '/v1/suppressions', { body: { addresses: [...many, 'one@acme.org'] } }), { status: 422 })
})

t.test('test mode and live mode have lists of their own', async (t) => {
  const live = await api.newAccount({ livemode: true })
  const test = await api.newKey({ ...live.owner, livemode: false })
  await add(['mode@acme.org'], { key: test })
  t.same(await reasonsOf('mode@acme.org', test), ['manual'])
  t.same(await reasonsOf('mode@acme.org', live.key), [])
})

t.test('a deletion takes away one reason, for all domains, and leaves the others', async (t) => {
  const [one, other] = [await place(), await place()]
  const recipient = 'shared@gmail.com'
  const bounces = [one, other].map(({ mailbox }) => signalOf(mailbox.id, { recipient }))
  t.match(await post([...bounces, saidOf(one.mailbox.id, 'unsubscribed', recipient)]), { accepted: 3 })
  t.match(await totalsOf(other.domain.id), { bounced: 1 }, 'each domain that wrote to it is told')
  await add([recipient])
  const [{ suppressions }] = await check([recipient])
  const idOfReason = (wanted: string) =>
    suppressions.find(({ reason }: { reason: string }) => reason === wanted)?.id ?? ''
  t.same((await reasonsOf(recipient)).sort(), ['manual', 'recipient_unknown', 'unsubscribed'])
  t.match(await remove(idOfReason('recipient_unknown')), { status: 200, body: { reason: 'recipient_unknown' } })
  t.same((await reasonsOf(recipient)).sort(), ['manual', 'unsubscribed'])
  await remove(idOfReason('manual'))
  t.same(await reasonsOf(recipient), ['unsubscribed'])
})

t.test('one that was deleted comes back with what is told anew, and not with what was told before', async (t) => {
  const { mailbox } = await place()
  const recipient = 'back@gmail.com'
  for (const old of [signalOf(mailbox.id, { recipient }), saidOf(mailbox.id, 'unsubscribed', recipient)]) {
    await post([old])
    const id = await idOf(recipient)
    t.match(await remove(id), { status: 200, body: { id } })
    t.match(await remove(id), { status: 404, body: { code: 'suppression_not_found' } })
    t.match(await post([old]), { accepted: 0, duplicates: 1 })
    t.same(await reasonsOf(recipient), [])
    t.match(await post([{ ...old, id: `${old.id}-again` }]), { accepted: 1 })
    await remove(await idOf(recipient))
  }
})

t.test('what was added and deleted is in the audit log', async (t) => {
  const headers = { 'x-request-id': 'suppress-1' }
  const { data } = await add(['audited@acme.org'], { headers })
  const { id } = data[0].suppressions[0]
  await remove(id)
  t.match((await call('GET', '/v1/audit-log?requestId=suppress-1')).body.data, [{ action: 'suppression.created' }])
  const entries = (await call('GET', `/v1/audit-log?subjectId=${id}`)).body.data
  t.match(entries, [{ action: 'suppression.deleted', operation: 'suppressions.delete' }])
  t.notMatch(JSON.stringify((await api.sql.query('select * from audit_log')).rows), /audited@/)
})

t.test('it is listed by reason and domain, page by page', async (t) => {
  const account = await api.newAccount()
  const { domain, mailbox } = await place(account.owner)
  const signals = ['a', 'b', 'c'].map((name) => signalOf(mailbox.id, { recipient: `${name}@acme.org` }))
  await call('POST', '/v1/signals', { body: { signals }, key: account.key })
  await add(['d@acme.org'], { key: account.key })
  const list = async (query: string) => (await call('GET', `/v1/suppressions?${query}`, { key: account.key })).body
  t.equal((await list('')).data.length, 4)
  t.match((await list('reason=manual')).data, [{ reason: 'manual' }])
  t.equal((await list(`domainId=${domain.id}`)).data.length, 3)
  t.same((await list(`domainId=${domain.id}&reason=complained`)).data, [])
  const first = await list(`domainId=${domain.id}&limit=2`)
  const second = await list(`domainId=${domain.id}&limit=2&cursor=${first.nextCursor}`)
  const ids = [...first.data, ...second.data].map(({ id }: { id: string }) => id)
  t.equal(new Set(ids).size, 3)
  t.equal(second.nextCursor, null)
  t.match(await call('GET', '/v1/suppressions?reason=none'), { status: 422 })
})

t.test('who may tell signals may not take anybody off the list', async (t) => {
  const key = await api.newKey(api.owner, ['signals:read', 'signals:write', 'suppressions:read'])
  const [{ id }] = (await add(['scoped@acme.org'])).data[0].suppressions
  t.match(await remove(id, key), { status: 403, body: { code: 'scope_missing' } })
  t.same(await reasonsOf('scoped@acme.org', key), ['manual'])
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

t.test('the check has a path of its own, and what is no address is refused', async (t) => {
  const { mailbox } = await place()
  for (const method of ['POST', 'DELETE'] as const)
    t.match(await call(method, '/v1/suppressions/check'), { status: method === 'POST' ? 405 : 404 })
  t.match(await call('DELETE', '/v1/suppression-checks'), { status: 405 })
  const signals = [signalOf(mailbox.id, { recipient: 'no address' })]
  t.match(await call('POST', '/v1/signals', { body: { signals } }), {
    status: 422,
    body: { errors: [{ path: 'signals.0.recipient', code: 'invalid_format' }] },
  })
  for (const url of ['/v1/suppression-checks', '/v1/suppressions'])
    for (const addresses of [[], ['<bob@acme.org>'], [`${'a'.repeat(65)}@acme.org`], ['bob@acme.org\n']])
      t.match(await call('POST', url, { body: { addresses } }), { status: 422 }, JSON.stringify(addresses))
})

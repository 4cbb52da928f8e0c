import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { bounceMail, complaintMail } from './reports.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
let serial = 0
const place = (owner = api.owner) => addReadyDomain(api, owner, `bounces${++serial}.com`)
const type = { 'content-type': 'message/rfc822' }
const post = (mail: Buffer, query = '', key = api.key) =>
  call('POST', `/v1/bounces${query}`, { payload: mail, headers: type, key })
const totalsOf = async (domainId: string) => (await call('GET', `/v1/domains/${domainId}/signals`)).body.totals

t.test('a bounce is read, and counted for the mailbox whose message came back', async (t) => {
  const { domain, mailbox } = await place()
  const { status, body } = await post(bounceMail({ sender: mailbox.address.toUpperCase() }))
  t.equal(status, 200)
  t.match(body, {
    kind: 'bounce',
    mailboxId: mailbox.id,
    recipients: [{ address: 'bob@gmail.com', class: 'recipient_unknown', permanence: 'hard', status: '5.1.1' }],
    isComplaint: false,
    accepted: 1,
    duplicates: 0,
  })
  t.match(await totalsOf(domain.id), { bounced: 1, bounces: { hard: 1, recipientUnknown: 1 } })
})

t.test('a copy of a report is not counted again, also when it took another way', async (t) => {
  const { domain, mailbox } = await place()
  const mail = bounceMail({ sender: mailbox.address })
  await post(mail)
  const forwarded = Buffer.concat([Buffer.from('Received: by mx2.example.net\n'), mail])
  t.match((await post(forwarded)).body, { accepted: 0, duplicates: 1, recipients: [{}] })
  t.match(await totalsOf(domain.id), { bounced: 1 })
})

t.test('blocks are soft and tell of the sender, and one of the whole account stops its mailbox once', async (t) => {
  const { domain, mailbox } = await place()
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'active', dailySendLimit: 30 })
  const diagnostic = '550 5.7.705 Access denied, tenant has exceeded threshold'
  const mail = bounceMail({ sender: mailbox.address, diagnostic })
  const { body } = await post(mail)
  t.match(body.recipients, [{ class: 'account_restricted', permanence: 'soft' }])
  t.match(await totalsOf(domain.id), { bounces: { hard: 0, accountRestricted: 1 } })
  t.match(await api.db.mailboxes.get(api.owner, mailbox.id), { status: 'paused', pausedBy: 'platform' })
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'active', pausedBy: null })
  t.match((await post(mail)).body, { accepted: 0, duplicates: 1 })
  t.match(await api.db.mailboxes.get(api.owner, mailbox.id), { status: 'active' })
})

t.test('a complaint counts once, whoever hides behind it; a report that nobody complained does not', async (t) => {
  const { domain, mailbox } = await place()
  const mail = complaintMail({ sender: mailbox.address })
  t.match((await post(mail)).body, { kind: 'complaint', isComplaint: true, accepted: 1 })
  t.match((await post(mail)).body, { accepted: 0, duplicates: 1 })
  const fine = Buffer.from(
    complaintMail({ sender: mailbox.address }).toString().replace('Type: abuse', 'Type: not-spam'),
  )
  t.match((await post(fine)).body, { isComplaint: false, accepted: 0 })
  t.match(await totalsOf(domain.id), { complained: 1, bounced: 0 })
})

t.test('a mailbox that is named is believed, unless it is not the caller’s', async (t) => {
  const { mailbox } = await place()
  const mail = bounceMail({ sender: 'gateway@elsewhere.example' })
  t.match((await post(mail)).body, { kind: 'bounce', mailboxId: null, accepted: 0, recipients: [{}] })
  t.match((await post(mail, `?mailboxId=${mailbox.id}`)).body, { mailboxId: mailbox.id, accepted: 1 })
  const stranger = await api.newAccount()
  const theirs = await place(stranger.owner)
  for (const id of [theirs.mailbox.id, 'mbx_01jd8k5f9q4rwxyzabcdefghjm'])
    t.match(await post(mail, `?mailboxId=${id}`), { status: 404, body: { code: 'mailbox_not_found' } })
  t.match((await post(bounceMail({ sender: theirs.mailbox.address }))).body, { mailboxId: null, accepted: 0 })
})

t.test('ordinary mail and bytes of any kind count nothing', async (t) => {
  const { domain, mailbox } = await place()
  const mails = [
    Buffer.from(`From: bob@gmail.com\nTo: ${mailbox.address}\nSubject: Re: Hello\n\nYes, please.\n`),
    Buffer.from([0, 255, 1, 254, 0]),
    Buffer.from('\n'),
  ]
  for (const mail of mails)
    t.match(await post(mail), { status: 200, body: { kind: 'none', accepted: 0, recipients: [] } })
  t.match(await totalsOf(domain.id), { bounced: 0 })
})

t.test('words of strangers that Postgres cannot keep are kept without them', async (t) => {
  const { domain, mailbox } = await place()
  const mail = bounceMail({ sender: mailbox.address, diagnostic: '550 5.1.1 user\0 unknown' })
  t.match(await post(mail), { status: 200, body: { accepted: 1 } })
  t.match(await totalsOf(domain.id), { bounced: 1 })
})

t.test('only a mail is taken, and of bounded size', async (t) => {
  const json = { 'content-type': 'application/json' }
  t.match(await call('POST', '/v1/bounces', { payload: '{}', headers: json }), {
    status: 415,
    body: { code: 'unsupported_media_type', detail: /message\/rfc822/ },
  })
  t.match(await call('POST', '/v1/domains', { payload: 'x', headers: type }), {
    status: 415,
    body: { detail: /application\/json/ },
  })
  t.match(await post(Buffer.alloc(0)), { status: 422, body: { errors: [{ path: '', code: 'required' }] } })
  t.match(await call('POST', '/v1/bounces'), { status: 422, body: { errors: [{ code: 'required' }] } })
  t.match(await post(Buffer.alloc(8 * 1024 * 1024 + 1)), { status: 413, body: { code: 'body_too_large' } })
})

t.test('a repeated request with its key gets its answer, another file under that key is refused', async (t) => {
  const { mailbox } = await place()
  const send = (mail: Buffer) =>
    call('POST', '/v1/bounces', { payload: mail, headers: { ...type, 'idempotency-key': 'bounce-1' } })
  const mail = bounceMail({ sender: mailbox.address })
  const first = await send(mail)
  t.same((await send(mail)).body, first.body)
  t.match(await send(bounceMail({ sender: mailbox.address })), {
    status: 422,
    body: { code: 'idempotency_key_reused' },
  })
})

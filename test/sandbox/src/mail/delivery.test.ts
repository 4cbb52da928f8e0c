import { authenticate } from 'mailauth'
import t, { type Test } from 'tap'
import { audiences } from '../microsoft/state/names.ts'
import {
  addMailbox,
  addVerifiedDomain,
  buySeats,
  grantAll,
  newCustomer,
  publish,
} from '../microsoft/testing/customer.ts'
import { at, listAt, startMicrosoft, textAt } from '../microsoft/testing/start-microsoft.ts'
import { sandboxCredentials } from '../world/credentials.ts'
import { listMessages } from './mailboxes.ts'
import { worldResolver } from './resolver.ts'

const { proof } = sandboxCredentials
const domain = 'getacme.com'
const ada = `ada@${domain}`

async function start(test: Test) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph: token, exchange } = await grantAll(microsoft, tenant)
  const mx = await addVerifiedDomain(microsoft, token, domain)
  buySeats(microsoft, tenant, 10)
  await addMailbox(microsoft, token, ada)
  const send = (message: object, more: object = {}) =>
    microsoft.call('POST', `/v1.0/users/${ada}/sendMail`, { token, body: { message, ...more } })
  const invoke = (CmdletName: string, Parameters: object) =>
    microsoft.call('POST', `/adminapi/beta/${tenant}/InvokeCommand`, {
      token: exchange,
      body: { CmdletInput: { CmdletName, Parameters } },
    })
  const { world } = microsoft
  const judge = (raw: string) =>
    authenticate(raw, { trustReceived: true, resolver: worldResolver(world), disableBimi: true })
  return { microsoft, world, tenant, token, mx, send, invoke, judge }
}
type Started = Awaited<ReturnType<typeof start>>

const to = (address: string) => [{ emailAddress: { address } }]
const message = (address: string, subject = 'Hello Zürich') => ({
  subject,
  body: { contentType: 'Text', content: 'Grüezi\r\n.\r\nfrom Ada' },
  toRecipients: to(address),
})

function publishMail(
  { microsoft, mx }: Started,
  policy: string,
  spf = 'v=spf1 include:spf.protection.outlook.com -all',
) {
  publish(microsoft, domain, [
    [domain, 'MX', [`0 ${mx}`]],
    [domain, 'TXT', [spf]],
    [`_dmarc.${domain}`, 'TXT', [`v=DMARC1; p=${policy}`]],
  ])
}

async function enableDkim({ microsoft, invoke }: Started) {
  const made = await invoke('New-DkimSigningConfig', { DomainName: domain, Enabled: false, KeySize: 2048 })
  publish(
    microsoft,
    domain,
    ['1', '2'].map((number) => [
      `selector${number}._domainkey.${domain}`,
      'CNAME',
      [textAt(made.body, `value.0.Selector${number}CNAME`)],
    ]),
  )
  await invoke('Set-DkimSigningConfig', { Identity: domain, Enabled: true })
}

t.test('with everything published the proof mailbox gets SPF, DKIM and DMARC that pass and align', async (t) => {
  const started = await start(t)
  publishMail(started, 'reject')
  await enableDkim(started)
  t.equal((await started.send(message(proof.mailbox))).status, 202)
  const [received] = listMessages(started.world, proof.mailbox)
  t.match(received, { folder: 'inbox', subject: 'Hello Zürich', from: ada })
  const raw = received?.raw ?? ''
  t.match(raw, /^Return-Path: <ada@getacme\.com>\r\nReceived: from \S+\.outbound\.protection\.outlook\.com \(/)
  t.match(raw, /Authentication-Results: spf=pass [^;]+;\s+dkim=pass header\.d=getacme\.com;\s+dmarc=pass/)
  const { spf, dkim, dmarc } = await started.judge(raw)
  t.match(spf, { status: { result: 'pass' }, domain })
  t.match(dkim.results, [{ status: { result: 'pass', aligned: domain }, signingDomain: domain, selector: 'selector1' }])
  t.match(dmarc, {
    status: { result: 'pass' },
    policy: 'reject',
    alignment: { spf: { result: domain }, dkim: { result: domain } },
  })
})

t.test('a changed body breaks the signature', async (t) => {
  const started = await start(t)
  publishMail(started, 'none')
  await enableDkim(started)
  await started.send(message(proof.mailbox))
  const raw = listMessages(started.world, proof.mailbox)[0]?.raw.replace('from Ada', 'from Eve') ?? ''
  t.match((await started.judge(raw)).dkim.results, [
    { status: { result: 'neutral', comment: 'body hash did not verify' } },
  ])
})

t.test('without DKIM the tenant signs with its initial domain, which does not align', async (t) => {
  const started = await start(t)
  publishMail(started, 'none')
  await started.send(message(proof.mailbox))
  const { dkim, dmarc } = await started.judge(listMessages(started.world, proof.mailbox)[0]?.raw ?? '')
  t.match(dkim.results, [{ status: { result: 'pass', aligned: false }, signingDomain: 'acme1.onmicrosoft.com' }])
  t.match(dmarc, { status: { result: 'pass' }, alignment: { spf: { result: domain }, dkim: { result: undefined } } })
})

t.test('what DMARC rejects comes back, what it quarantines is junk', async (t) => {
  const started = await start(t)
  publishMail(started, 'reject', 'v=spf1 -all')
  await started.send(message(proof.mailbox))
  t.same(listMessages(started.world, proof.mailbox), [])
  const bounce = listMessages(started.world, ada).find((one) => one.folder === 'inbox')
  t.match(bounce, { subject: 'Undeliverable: Hello Zürich', from: /^MicrosoftExchange329e71ec88ae/ })
  t.match(bounce?.raw, /Status: 5\.7\.509/)
  publishMail(started, 'quarantine', 'v=spf1 -all')
  await started.send(message(proof.mailbox))
  t.match(listMessages(started.world, proof.mailbox), [{ folder: 'junkemail' }])
})

t.test('unknown recipients and domains bounce; the others get their message', async (t) => {
  const started = await start(t)
  publishMail(started, 'none')
  const toRecipients = [proof.mailbox, 'nobody@proof.sandbox.example', 'x@no-such-domain.example'].flatMap(to)
  await started.send({ ...message(''), toRecipients })
  t.equal(listMessages(started.world, proof.mailbox).length, 1)
  const bounce = listMessages(started.world, ada).find((one) => one.folder === 'inbox')?.raw
  t.match(bounce, /Final-Recipient: rfc822;nobody@proof\.sandbox\.example\r\nAction: failed\r\nStatus: 5\.1\.10/)
  t.match(bounce, /Final-Recipient: rfc822;x@no-such-domain\.example\r\nAction: failed\r\nStatus: 5\.4\.310/)
})

t.test('a message travels for a while', async (t) => {
  const started = await start(t)
  publishMail(started, 'none')
  started.microsoft.setDelays({ preset: 'realistic' })
  await started.send(message(proof.mailbox))
  t.same(listMessages(started.world, proof.mailbox), [])
  started.microsoft.advance(10_000)
  t.equal(listMessages(started.world, proof.mailbox).length, 1)
  t.match(started.world.waits.all().at(-1), { kind: 'mail_delivery', group: domain })
})

t.test('sent items are kept unless not wanted, and blind copies are seen by nobody', async (t) => {
  const started = await start(t)
  publishMail(started, 'none')
  await started.send({ ...message(ada), bccRecipients: to(proof.mailbox) })
  await started.send(message(proof.mailbox, 'unsaved'), { SaveToSentItems: false })
  const sent = listMessages(started.world, ada).filter((one) => one.folder === 'sentitems')
  t.equal(sent.length, 1)
  const copies = listMessages(started.world, proof.mailbox)
  t.equal(copies.length, 2)
  t.notMatch(copies.map((one) => one.raw).join(), /^bcc:/im)
})

t.test('MIME is taken in base64', async (t) => {
  const { microsoft, token, world, ...rest } = await start(t)
  publishMail({ microsoft, token, world, ...rest }, 'none')
  const mime = (text: string) =>
    microsoft.call('POST', `/v1.0/users/${ada}/sendMail`, { token, text, headers: { 'content-type': 'text/plain' } })
  const source = `From: ${ada}\nTo: ${proof.mailbox}\nBcc: secret@x.example\nSubject: By MIME\n\nHello\n`
  t.equal((await mime(Buffer.from(source).toString('base64'))).status, 202)
  const raw = listMessages(world, proof.mailbox)[0]?.raw ?? ''
  t.match(raw, /\r\nSubject: By MIME\r\n/)
  t.notMatch(raw, 'secret@x.example')
  t.match(await mime('!!'), { status: 400, body: { error: { code: 'ErrorMimeContentInvalidBase64String' } } })
})

t.test('nobody sends as somebody else, to nobody, or with headers of their own', async (t) => {
  const { send } = await start(t)
  const good = message(proof.mailbox)
  t.match(await send({ ...good, from: to('eve@getacme.com')[0] }), {
    status: 403,
    body: { error: { code: 'ErrorSendAsDenied' } },
  })
  t.match(await send({ ...good, toRecipients: [] }), {
    status: 400,
    body: { error: { code: 'ErrorInvalidRecipients' } },
  })
  t.match(await send({ ...good, internetMessageHeaders: [{ name: 'Bcc', value: 'x' }] }), { status: 400 })
})

t.test('more than 100 strangers a day from the initial domain are refused', async (t) => {
  const { microsoft, token, world } = await start(t)
  const moera = 'root@acme1.onmicrosoft.com'
  await addMailbox(microsoft, token, moera)
  const address = (index: number) => `x${index}@no-such-domain.example`
  const toRecipients = Array.from({ length: 101 }, (_, index) => address(index)).flatMap(to)
  const body = { message: { ...message(''), toRecipients } }
  await microsoft.call('POST', `/v1.0/users/${moera}/sendMail`, { token, body })
  const bounce = listMessages(world, moera).find((one) => one.folder === 'inbox')?.raw ?? ''
  t.equal(bounce.match(/Status: 5\.7\.236/g)?.length, 1)
  t.equal(bounce.match(/Status: 5\.4\.310/g)?.length, 100)
})

t.test('the proof mailbox is read, searched, moved and answered by Graph', async (t) => {
  const started = await start(t)
  const { microsoft } = started
  publishMail(started, 'none')
  for (const subject of ['alpha token-1', 'beta token-2', "it's gamma"])
    await started.send(message(proof.mailbox, subject))
  const token = await microsoft.token(proof.tenantId, audiences.graph)
  const base = `/v1.0/users/${proof.mailbox}`
  const get = async (path: string) => (await microsoft.call('GET', `${base}${path}`, { token })).body
  const subjects = async (path: string) => listAt(await get(path), 'value').map((one) => at(one, 'subject'))
  t.same(await subjects(`/messages?$search=${encodeURIComponent('"subject:token-2"')}`), ['beta token-2'])
  t.same(await subjects(`/messages?$filter=${encodeURIComponent("contains(subject,'it''s')")}`), ["it's gamma"])
  const first = await get('/mailFolders/inbox/messages?$top=2&$select=subject')
  t.same(Object.keys(Object(listAt(first, 'value')[0])), ['@odata.etag', 'id', 'subject'])
  t.match(JSON.stringify(first), /"@odata.nextLink":"https:\/\/localhost:1\/v1\.0\/users/)
  const id = textAt(await get(`/messages?$search="token-1"`), 'value.0.id')
  t.match(await get(`/messages/${id}?$select=internetMessageHeaders`), {
    internetMessageHeaders: [{ name: 'Return-Path', value: `<${ada}>` }, { name: 'Received' }],
  })
  t.match((await microsoft.call('GET', `${base}/messages/${id}/$value`, { token })).text, /^Return-Path: /)
  const move = { token, body: { destinationId: 'junkemail' } }
  const moved = await microsoft.call('POST', `${base}/messages/${id}/move`, move)
  t.equal(moved.status, 201)
  t.not(at(moved.body, 'id'), id)
  t.equal((await microsoft.call('GET', `${base}/messages/${id}`, { token })).status, 404)
  const headers = { prefer: 'IdType="ImmutableId"' }
  const kept = textAt(
    (await microsoft.call('GET', `${base}/mailFolders/junkemail/messages`, { token, headers })).body,
    'value.0.id',
  )
  const back = await microsoft.call('POST', `${base}/messages/${kept}/move`, {
    token,
    headers,
    body: { destinationId: 'inbox' },
  })
  t.match(back, { status: 201, body: { id: kept } })
  t.match(await microsoft.call('PATCH', `${base}/messages/${kept}`, { token, body: { isRead: true } }), {
    body: { isRead: true },
  })
  await microsoft.call('POST', `${base}/messages/${kept}/reply`, { token, body: { comment: 'Thanks' } })
  const answer = listMessages(started.world, ada).find((one) => one.folder === 'inbox')
  t.match(answer, { subject: 'Re: alpha token-1', from: proof.mailbox, raw: /In-Reply-To:\s+</ })
})

t.test('a draft is sent to whom it is for', async (t) => {
  const started = await start(t)
  const { microsoft, token } = started
  publishMail(started, 'none')
  const body = { ...message(ada), bccRecipients: to(proof.mailbox) }
  const draft = await microsoft.call('POST', `/v1.0/users/${ada}/messages`, { token, body })
  t.match(draft, { status: 201, body: { isDraft: true } })
  const path = `/v1.0/users/${ada}/messages/${textAt(draft.body, 'id')}/send`
  t.equal((await microsoft.call('POST', path, { token })).status, 202)
  t.equal((await microsoft.call('POST', path, { token })).status, 404)
  t.equal(listMessages(started.world, proof.mailbox).length, 1)
  t.notMatch(listMessages(started.world, proof.mailbox)[0]?.raw, /^bcc:/im)
})

t.test('two first messages at once are signed with the same key', async (t) => {
  const started = await start(t)
  publishMail(started, 'none')
  await Promise.all(['one', 'two'].map((subject) => started.send(message(proof.mailbox, subject))))
  for (const { raw } of listMessages(started.world, proof.mailbox))
    t.match((await started.judge(raw)).dkim.results, [{ status: { result: 'pass' } }])
})

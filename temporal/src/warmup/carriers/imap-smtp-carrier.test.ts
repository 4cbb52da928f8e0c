import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import t from 'tap'
import { failureOf } from '../../providers/failure-of.ts'
import { tokenOf, withToken } from '../token.ts'
import { createImapSmtpCarrier } from './imap-smtp-carrier.ts'
import { type MailWorld, startMailWorld } from './mail-server-fixture.ts'
import type { MailLogin } from './mail-server-settings.ts'
import type { Found, WarmupCarrier } from './warmup-carrier.ts'

const ada = 'ada@getacme.test'
const bob = 'bob@mailbob.test'
const eve = 'eve@junked.test'
const kim = 'kim@sorted.test'

function carrierOf(world: MailWorld, address: string, login: MailLogin): WarmupCarrier {
  const server = (port: number) => ({ host: '127.0.0.1', port, isImplicitTls: false })
  const [imap, smtp] = [server(world.imapPort), server(world.smtpPort)]
  return createImapSmtpCarrier({ address, displayName: 'Zoë Müller', imap, smtp, login })
}

const messageTo = (address: string, token: string) => ({
  to: { address, displayName: 'Bob' },
  subject: withToken('Grüße vom Büro', token),
  text: 'Hallo Bob,\n\nbis Donnerstag.\n\nZoë',
  token,
})

/** Postfix queues: what is on its way is not missing yet. */
async function arrival(look: () => Promise<Found>): Promise<Found> {
  for (let turn = 0; turn < 100; turn += 1) {
    const found = await look()
    if (found.placement !== 'missing') return found
    await sleep(50)
  }
  return look()
}

t.test('a server that is not there has not lost the message', async (t) => {
  const dead = { imapPort: 1, smtpPort: 1, password: '', accessToken: '', stop: async () => undefined }
  const carrier = carrierOf(dead, ada, { user: ada, password: 'secret' })
  t.strictSame(await carrier.find('TOKEN', bob), { placement: 'unknown', message: null, reason: 'transient' })
  t.match(await failureOf(carrier.send(messageTo(bob, 'TOKEN'))), { provider: 'smtp', kind: 'transient' })
})

t.test('real Postfix and Dovecot', async (t) => {
  const world = await startMailWorld({ [ada]: 'INBOX', [bob]: 'INBOX', [eve]: 'Spamverdacht', [kim]: 'Kunden' })
  if (!world) return t.plan(0, 'postfix or dovecot is not installed, or we are not root')
  t.teardown(() => world.stop())
  const carriers = new Map<string, WarmupCarrier>()
  const as = (address: string): WarmupCarrier => {
    const known = carriers.get(address)
    if (known) return known
    const login = { user: address, password: world.password }
    const carrier = carrierOf(world, address, login)
    carriers.set(address, carrier)
    return carrier
  }
  t.teardown(() => Promise.all([...carriers.values()].map((carrier) => carrier.close())))
  const raw = (address: string, folder: string) => readFolder(world, address, folder)

  await t.test('a message is sent once, kept among those sent, and found in the inbox', async (t) => {
    const token = tokenOf('one')
    t.equal(await as(ada).hasSent(token), false)
    await as(ada).send(messageTo(bob, token))
    t.equal(await as(ada).hasSent(token), true)
    const found = await arrival(() => as(bob).find(token, ada))
    t.match(found, { placement: 'inbox', message: { isRead: false }, reason: null })
    const [source = ''] = await raw(bob, 'INBOX')
    t.match(source, new RegExp(`^X-Coldframe-Warmup: ${token}`, 'im'))
    t.notMatch(source, /^X-Mailer:/im)
    t.equal((await raw(ada, 'Gesendet')).length, 1)
  })

  await t.test('it is read, marked and answered in its thread', async (t) => {
    const token = tokenOf('one')
    const { message } = await as(bob).find(token, ada)
    const handle = message?.handle ?? ''
    await as(bob).markRead(handle)
    await as(bob).markImportant(handle)
    await as(bob).reply(handle, 'Danke, bis dann!')
    t.match(await as(bob).find(token, ada), { message: { isRead: true } })
    const answer = await arrival(() => as(ada).find(token, bob))
    t.match(answer, { placement: 'inbox' })
    const [original = ''] = await raw(bob, 'INBOX')
    const [reply = ''] = await raw(ada, 'INBOX')
    const id = /^Message-ID: (\S+)/im.exec(original)?.[1] ?? 'none'
    t.ok(reply.includes(`In-Reply-To: ${id}`) && reply.includes(`References: ${id}`))
    t.match(reply, /^Subject: =\?UTF-8\?Q\?Re=3A_|^Subject: Re: /im)
    await as(ada).reply(answer.message?.handle ?? '', 'Gern.')
    const third = await arrival(async () => {
      const inbox = await raw(bob, 'INBOX')
      return { placement: inbox.length > 1 ? 'inbox' : 'missing', message: null, reason: null }
    })
    t.equal(third.placement, 'inbox')
    const references = /^References: ([\s\S]*?)\r\n(?!\s)/im.exec((await raw(bob, 'INBOX'))[1] ?? '')?.[1] ?? ''
    t.equal(references.split(/\s+/).length, 2, 'the whole thread is referred to')
  })

  await t.test('junk is seen as spam, whatever the folder is called, and comes out of it', async (t) => {
    const token = tokenOf('two')
    await as(ada).send(messageTo(eve, token))
    const found = await arrival(() => as(eve).find(token, ada))
    t.match(found, { placement: 'spam', message: { isRead: false } })
    const old = found.message?.handle ?? ''
    const handle = await as(eve).rescue(old)
    t.match(await as(eve).find(token, ada), { placement: 'inbox', message: { handle } })
    await as(eve).markRead(handle)
    t.match(await failureOf(as(eve).markRead(old)), { kind: 'not_found' })
    t.strictSame(await raw(eve, 'Spamverdacht'), [])
  })

  await t.test('what its owner has sorted away is neither inbox nor missing', async (t) => {
    const token = tokenOf('three')
    await as(ada).send(messageTo(kim, token))
    t.match(await arrival(() => as(kim).find(token, ada)), { placement: 'unknown', reason: 'moved' })
  })

  await t.test('what was never sent is missing, and so is the message of another sender', async (t) => {
    t.match(await as(bob).find(tokenOf('never'), ada), { placement: 'missing', reason: null })
    t.match(await as(bob).find(tokenOf('one'), eve), { placement: 'missing' })
  })

  await t.test('a login by token works for both protocols', async (t) => {
    const accessToken = async () => `${world.accessToken}/${ada}`
    const carrier = carrierOf(world, ada, { user: ada, accessToken })
    const token = tokenOf('four')
    await carrier.send(messageTo(bob, token))
    t.equal(await carrier.hasSent(token), true)
    await carrier.close()
    t.match(await arrival(() => as(bob).find(token, ada)), { placement: 'inbox' })
  })

  await t.test('a refused login is not a place, and its secret is told to nobody', async (t) => {
    for (const login of [
      { user: ada, password: 'wrong-secret' },
      { user: ada, accessToken: async () => 'wrong-secret' },
    ]) {
      const carrier = carrierOf(world, ada, login)
      t.match(await carrier.find(tokenOf('one'), bob), { placement: 'unknown', reason: 'unauthorized' })
      const failure = await failureOf(carrier.send(messageTo(bob, tokenOf('five'))))
      t.match(failure, { provider: 'smtp', kind: 'unauthorized' })
      t.notMatch(String(failure), /wrong-secret/)
      await carrier.close()
    }
  })

  await t.test('what the server refuses is a refusal, and is not among those sent', async (t) => {
    const failure = await failureOf(as(ada).send(messageTo('somebody@example.com', tokenOf('six'))))
    t.match(failure, { provider: 'smtp', kind: 'rejected', code: '550', message: /nothing leaves this machine/ })
    t.equal(await as(ada).hasSent(tokenOf('six')), false)
  })
})

t.test('where no folder is known to be junk, what is not found is not missing', async (t) => {
  const world = await startMailWorld({ [ada]: 'INBOX' }, { isJunkMarked: false })
  if (!world) return t.plan(0, 'postfix or dovecot is not installed, or we are not root')
  t.teardown(() => world.stop())
  const carrier = carrierOf(world, ada, { user: ada, password: world.password })
  t.match(await carrier.find(tokenOf('never'), bob), { placement: 'unknown', reason: 'no_junk_folder' })
  await carrier.close()
})

async function readFolder({ imapPort, password }: MailWorld, user: string, folder: string): Promise<string[]> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: imapPort,
    secure: false,
    auth: { user, pass: password },
    logger: false,
  })
  await client.connect()
  try {
    await client.mailboxOpen(folder, { readOnly: true })
    const sources: string[] = []
    for await (const { source } of client.fetch('1:*', { source: true })) sources.push(source?.toString() ?? '')
    return sources
  } finally {
    client.close()
  }
}

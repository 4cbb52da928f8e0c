import { setTimeout as sleep } from 'node:timers/promises'
import type { PlacementTally } from '@coldframe/db'
import { ImapFlow } from 'imapflow'
import t, { type Test } from 'tap'
import { createImapSmtpCarrier } from '../src/warmup/carriers/imap-smtp-carrier.ts'
import { type MailWorld, startMailWorld } from '../src/warmup/carriers/mail-server-fixture.ts'
import { TOKEN_HEADER, type WarmupCarrier, type WarmupMessage } from '../src/warmup/carriers/warmup-carrier.ts'
import { skipReason } from './support.ts'
import { type MadeDomain, setUpWarmup } from './warmup-support.ts'

const names = ['first.test', 'second.test', 'junked.test']
const MAILBOXES = 7
const addresses = names.flatMap((name) => Array.from({ length: MAILBOXES }, (_, index) => `m${index}@${name}`))
const landingOf = (address: string) => (address.endsWith('@junked.test') ? 'Spamverdacht' : 'INBOX')

/** How often a message of the exchange lies in a mailbox, whatever the books say; answers are none of these. */
async function countIn(world: MailWorld, address: string): Promise<Map<string, number>> {
  const auth = { user: address, pass: world.password }
  const client = new ImapFlow({ host: '127.0.0.1', port: world.imapPort, secure: false, auth, logger: false })
  const counts = new Map<string, number>()
  await client.connect()
  for (const { path, specialUse } of await client.list()) {
    if (specialUse === '\\Sent') continue
    await client.mailboxOpen(path, { readOnly: true })
    for await (const { headers } of client.fetch('1:*', { headers: [TOKEN_HEADER] })) {
      const token = headers?.toString().split(':')[1]?.trim()
      if (token) counts.set(token, (counts.get(token) ?? 0) + 1)
    }
  }
  await client.logout()
  return counts
}

type OnSend = (message: WarmupMessage, moment: 'before' | 'after') => void

/** The carrier of a mailbox there, as it is used in the field. */
function openerOf(mail: MailWorld, onSend: OnSend) {
  const server = (port: number) => ({ host: '127.0.0.1', port, isImplicitTls: false })
  return (address: string): WarmupCarrier => {
    const carrier = createImapSmtpCarrier({
      address,
      displayName: 'Mia',
      imap: server(mail.imapPort),
      smtp: server(mail.smtpPort),
      login: { user: address, password: mail.password },
    })
    const send = async (message: WarmupMessage) => {
      onSend(message, 'before')
      await carrier.send(message)
      onSend(message, 'after')
    }
    return { ...carrier, send }
  }
}

async function startWorld(t: Test) {
  const mail = await startMailWorld(Object.fromEntries(addresses.map((address) => [address, landingOf(address)])))
  if (mail) t.teardown(() => mail.stop())
  return mail
}

/** What lies in all mailboxes, answers left out. */
async function countAll(mail: MailWorld): Promise<Map<string, number>> {
  const world = new Map<string, number>()
  for (const address of addresses)
    for (const [token, count] of await countIn(mail, address)) world.set(token, (world.get(token) ?? 0) + count)
  return world
}

t.test('the exchange over real Postfix and Dovecot', { skip: skipReason, timeout: 120_000 }, async (t) => {
  const mail = await startWorld(t)
  if (!mail) return t.plan(0, 'postfix or dovecot is not installed, or we are not root')
  const sent: { token: string; to: string }[] = []
  const open = openerOf(mail, ({ token, to }, moment) => {
    if (moment === 'before') sent.push({ token, to: to.address })
  })
  const { db, day, domain } = await setUpWarmup(t, { open })
  const domains: MadeDomain[] = []
  for (const name of names) domains.push(await domain(name, { mailboxes: MAILBOXES }))
  const inputs = domains.map(({ input }) => input)
  // Postfix queues: what goes out in one window is there in the next.
  for (let count = 0; count < 2; count++) await day(inputs, () => sleep(500))

  const world = await countAll(mail)
  t.ok(sent.length > 5, `${sent.length} messages`)
  t.same([...world.keys()].sort(), sent.map(({ token }) => token).sort(), 'what was sent is in the world')
  t.ok(
    [...world.values()].every((count) => count === 1),
    'once',
  )
  const tallies: PlacementTally[] = []
  for (const { owner, id } of domains) tallies.push(...(await db.warmupMessages.placements(owner, id)))
  const count = (placement: string | null) =>
    tallies.filter((one) => one.placement === placement).reduce((sum, one) => sum + one.count, 0)
  const toJunk = sent.filter(({ to }) => landingOf(to) !== 'INBOX').length
  t.ok(count('spam') > 0 && count('spam') <= toJunk, `${count('spam')} of ${toJunk} were seen in junk`)
  t.ok(count('inbox') > 0 && count('inbox') <= sent.length - toJunk)
  t.equal(count('spam') + count('inbox') + count(null), sent.length, 'what is not looked for yet has no place')
})

t.test(
  'over Postfix and Dovecot a worker that dies sends nothing twice',
  { skip: skipReason, timeout: 180_000 },
  async (t) => {
    const mail = await startWorld(t)
    if (!mail) return t.plan(0, 'postfix or dovecot is not installed, or we are not root')
    const state = { calls: 0, before: 0, after: 0 }
    const sent: string[] = []
    const open = openerOf(mail, ({ token }, moment) => {
      if (moment === 'after') sent.push(token)
      state.calls += 1
      if (state.calls % 7 !== 3 && state.calls % 7 !== 6) return
      state[moment] += 1
      throw new Error('The worker died')
    })
    const { day, domain } = await setUpWarmup(t, { open })
    const domains: MadeDomain[] = []
    for (const name of names) domains.push(await domain(name, { mailboxes: MAILBOXES }))
    const untilDone = async (work: () => Promise<unknown>) => {
      for (let isDone = false; !isDone; )
        isDone = await work().then(
          () => true,
          (error: unknown) => {
            if (error instanceof Error && error.message === 'The worker died') return false
            throw error
          },
        )
    }
    const inputs = domains.map(({ input }) => input)
    await day(inputs, () => sleep(500), untilDone)
    await day(inputs, () => sleep(500), untilDone)
    await sleep(1_000)
    t.ok(state.before > 0 && state.after > 0, `${state.before} deaths before a message was sent, ${state.after} after`)
    const world = await countAll(mail)
    t.same([...world.keys()].sort(), sent.sort(), 'what was sent is in the world')
    t.ok(
      [...world.values()].every((count) => count === 1),
      'once',
    )
  },
)

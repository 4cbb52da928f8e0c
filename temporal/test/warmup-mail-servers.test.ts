import { setTimeout as sleep } from 'node:timers/promises'
import type { PlacementTally } from '@coldframe/db'
import { ImapFlow } from 'imapflow'
import t from 'tap'
import { createImapSmtpCarrier } from '../src/warmup/carriers/imap-smtp-carrier.ts'
import { type MailWorld, startMailWorld } from '../src/warmup/carriers/mail-server-fixture.ts'
import { TOKEN_HEADER, type WarmupMessage } from '../src/warmup/carriers/warmup-carrier.ts'
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

t.test('the exchange over real Postfix and Dovecot', { skip: skipReason, timeout: 120_000 }, async (t) => {
  const mail = await startMailWorld(Object.fromEntries(addresses.map((address) => [address, landingOf(address)])))
  if (!mail) return t.plan(0, 'postfix or dovecot is not installed, or we are not root')
  t.teardown(() => mail.stop())
  const server = (port: number) => ({ host: '127.0.0.1', port, isImplicitTls: false })
  const sent: { token: string; to: string }[] = []
  const { db, day, domain } = await setUpWarmup(t, {
    open: (address) => {
      const carrier = createImapSmtpCarrier({
        address,
        displayName: 'Mia',
        imap: server(mail.imapPort),
        smtp: server(mail.smtpPort),
        login: { user: address, password: mail.password },
      })
      const send = (message: WarmupMessage) => {
        sent.push({ token: message.token, to: message.to.address })
        return carrier.send(message)
      }
      return { ...carrier, send }
    },
  })
  const domains: MadeDomain[] = []
  for (const name of names) domains.push(await domain(name, { mailboxes: MAILBOXES }))
  const inputs = domains.map(({ input }) => input)
  // Postfix queues: what goes out in one window is there in the next.
  for (let count = 0; count < 2; count++) await day(inputs, () => sleep(500))

  const world = new Map<string, number>()
  for (const address of addresses)
    for (const [token, count] of await countIn(mail, address)) world.set(token, (world.get(token) ?? 0) + count)
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

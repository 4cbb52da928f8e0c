import { ImapFlow } from 'imapflow'
import type { Test } from 'tap'
import { createImapSmtpCarrier } from '../src/warmup/carriers/imap-smtp-carrier.ts'
import { type MailWorld, startMailWorld } from '../src/warmup/carriers/mail-server-fixture.ts'
import { TOKEN_HEADER, type WarmupCarrier, type WarmupMessage } from '../src/warmup/carriers/warmup-carrier.ts'

export const names = ['first.test', 'second.test', 'junked.test']
export const cannotRun = 'postfix or dovecot is not installed, or we are not root'
export const landingOf = (address: string) => (address.endsWith('@junked.test') ? 'Spamverdacht' : 'INBOX')

export interface World extends MailWorld {
  addresses: string[]
}

/** Postfix and Dovecot with so many mailboxes of each domain; null where they cannot run. */
export async function startWorld(t: Test, mailboxes: number): Promise<World | null> {
  const addresses = names.flatMap((name) => Array.from({ length: mailboxes }, (_, index) => `m${index}@${name}`))
  const mail = await startMailWorld(Object.fromEntries(addresses.map((address) => [address, landingOf(address)])))
  if (!mail) return null
  t.teardown(() => mail.stop())
  return { ...mail, addresses }
}

/** The carrier of a mailbox there, as it is used in the field. */
export function openCarrier(mail: MailWorld, address: string): WarmupCarrier {
  const server = (port: number) => ({ host: '127.0.0.1', port, isImplicitTls: false })
  return createImapSmtpCarrier({
    address,
    displayName: 'Mia',
    imap: server(mail.imapPort),
    smtp: server(mail.smtpPort),
    login: { user: address, password: mail.password },
  })
}

type OnSend = (message: WarmupMessage, moment: 'before' | 'after') => void

/** Carriers that tell of each message, right before it is sent and right after. */
export const openerOf =
  (mail: MailWorld, onSend: OnSend) =>
  (address: string): WarmupCarrier => {
    const carrier = openCarrier(mail, address)
    const send = async (message: WarmupMessage) => {
      onSend(message, 'before')
      await carrier.send(message)
      onSend(message, 'after')
    }
    return { ...carrier, send }
  }

export interface Letter {
  from: string
  /** Of a message of the exchange; answers have none. */
  token: string | null
}

/** What lies in a mailbox, whatever the books say; what it has sent itself is left out. */
async function lettersIn(mail: MailWorld, address: string): Promise<Letter[]> {
  const auth = { user: address, pass: mail.password }
  const client = new ImapFlow({ host: '127.0.0.1', port: mail.imapPort, secure: false, auth, logger: false })
  const letters: Letter[] = []
  await client.connect()
  for (const { path, specialUse } of await client.list()) {
    if (specialUse === '\\Sent') continue
    await client.mailboxOpen(path, { readOnly: true })
    for await (const { envelope, headers } of client.fetch('1:*', { envelope: true, headers: [TOKEN_HEADER] })) {
      const token = headers?.toString().split(':')[1]?.trim() || null
      letters.push({ from: envelope?.from?.[0]?.address ?? '', token })
    }
  }
  await client.logout()
  return letters
}

export async function allLetters(mail: World): Promise<Letter[]> {
  const letters: Letter[] = []
  for (const address of mail.addresses) letters.push(...(await lettersIn(mail, address)))
  return letters
}

/** How often each message of the exchange lies in the mailboxes. */
export async function countAll(mail: World): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { token } of await allLetters(mail)) if (token) counts.set(token, (counts.get(token) ?? 0) + 1)
  return counts
}

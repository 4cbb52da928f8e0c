import { ImapFlow } from 'imapflow'
import { type OnCall, reportCall } from '../call-report.ts'
import { ProviderError } from '../errors.ts'
import { noAnswer, TIMEOUT_MS } from '../http.ts'
import type { ProofMailbox, ProofMessage } from './proof-mailbox.ts'

interface ImapDeps {
  address: string
  /** `imaps://user:password@host:port`, or `imap://` for a server that offers STARTTLS. */
  url: string
  onCall?: OnCall | undefined
}

/** Reads the mailbox by IMAP: its INBOX and its junk folder, where a new domain's first message often lands. */
export function createImapProofMailbox({ address, url, onCall }: ImapDeps): ProofMailbox {
  const findMessage = (token: string) =>
    reportCall(onCall, 'imap', 'findProofMessage', async () => {
      const client = createClient(url)
      // A connection that breaks also emits its error, which without a listener ends the process.
      client.on('error', () => undefined)
      try {
        await client.connect()
        return newestOf(await findInFolders(client, token))
      } catch (error) {
        throw toProviderError(error)
      } finally {
        client.close()
      }
    })
  return { address, findMessage }
}

function createClient(url: string): ImapFlow {
  const { protocol, hostname, port, username, password } = new URL(url)
  const isImplicitTls = protocol === 'imaps:'
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isImplicitTls ? 993 : 143),
    secure: isImplicitTls,
    // The password leaves this machine only inside TLS (RFC 8314 section 3).
    ...(isImplicitTls || isLoopback ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
}

async function findInFolders(client: ImapFlow, token: string): Promise<ProofMessage[]> {
  const folders = await client.list()
  const paths = ['INBOX', ...folders.filter(({ specialUse }) => specialUse === '\\Junk').map(({ path }) => path)]
  const found: ProofMessage[] = []
  for (const path of paths) {
    const message = await findInFolder(client, path, token)
    if (message) found.push(message)
  }
  return found
}

async function findInFolder(client: ImapFlow, path: string, token: string): Promise<ProofMessage | null> {
  const lock = await client.getMailboxLock(path, { readOnly: true })
  try {
    const uids = await client.search({ subject: token }, { uid: true })
    const newest = uids ? uids.at(-1) : undefined
    if (newest === undefined) return null
    const message = await client.fetchOne(String(newest), { source: true, internalDate: true }, { uid: true })
    if (!message || !('source' in message) || !message.source) return null
    return { raw: message.source, receivedAt: new Date(message.internalDate ?? Date.now()) }
  } finally {
    lock.release()
  }
}

function newestOf(messages: ProofMessage[]): ProofMessage | null {
  return messages.sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())[0] ?? null
}

function toProviderError(error: unknown): ProviderError {
  const isRefused = error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
  if (!isRefused) return noAnswer('imap', 'findProofMessage', error)
  const message = 'findProofMessage: the server refuses our login'
  return new ProviderError({ provider: 'imap', kind: 'unauthorized', code: 'login', message })
}

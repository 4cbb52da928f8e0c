import type { ImapFlow } from 'imapflow'
import type { OnCall } from '../call-report.ts'
import { withImap } from '../imap/with-imap.ts'
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
    withImap({ url, onCall, call: 'findProofMessage' }, async (client) => newestOf(await findInFolders(client, token)))
  return { address, findMessage }
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

import type { ImapFlow, ListResponse } from 'imapflow'

/** A mailbox's folders by what they are for (RFC 6154), whatever they are called. */
export interface ImapFolders {
  inbox: string
  junk: string | null
  sent: string | null
  /** Where mail can lie that its owner, or a rule, has moved. */
  others: string[]
}

/** Its own messages, and those that are not finished. `\All` holds a second copy of each, and is looked through last. */
const notReceived = ['\\Sent', '\\Drafts']

export async function readFolders(client: ImapFlow): Promise<ImapFolders> {
  const folders = (await client.list()).filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
  const named = (use: string) => folders.find(({ specialUse }) => specialUse === use)?.path ?? null
  const inbox = named('\\Inbox') ?? 'INBOX'
  const junk = named('\\Junk')
  const others = folders.filter(
    ({ path, specialUse }) => path !== inbox && path !== junk && !notReceived.includes(specialUse ?? ''),
  )
  return { inbox, junk, sent: named('\\Sent'), others: others.sort(allLast).map(({ path }) => path) }
}

const allLast = (a: ListResponse, b: ListResponse) => rank(a) - rank(b)
const rank = ({ specialUse }: ListResponse) => (specialUse === '\\All' ? 1 : 0)

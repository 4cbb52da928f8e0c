import { type Blocklist, entryOf, questionOf } from '../../rules/blocklists/blocklist.ts'
import { judgeListing, type ListAnswer, type Listing } from '../../rules/blocklists/judge-listing.ts'
import type { ConfiguredBlocklist } from './blocklist-config.ts'
import { createListQuery } from './list-query.ts'

/** What lists say of a domain or of an address. */
export interface BlocklistReader {
  /** Those that are asked, in the order of the settings. */
  readonly lists: Pick<Blocklist, 'name' | 'kind'>[]
  /** Asks one of them, now. Never throws: what cannot be known is `unknown`. */
  look(name: string, subject: string): Promise<Listing>
}

export interface BlocklistReaderDeps {
  lists: ConfiguredBlocklist[]
  /** `address[:port]`; the system's own when empty. */
  resolvers: string[]
  timeoutMs?: number
}

const MOST_TEXT = 300

export function createBlocklistReader({ lists, resolvers, timeoutMs = 3_000 }: BlocklistReaderDeps): BlocklistReader {
  const byName = new Map(lists.map((configured) => [configured.list.name, configured]))

  async function look(name: string, subject: string): Promise<Listing> {
    const configured = byName.get(name)
    if (!configured) return { state: 'unknown', code: null, text: 'This list is not set up.' }
    const { list, resolver } = configured
    const query = createListQuery({ resolvers: resolver ? [resolver] : resolvers, timeoutMs })
    const entry = entryOf(list, subject)
    const ask = (what: string): Promise<ListAnswer> => query.addresses(questionOf(list, what))
    // At the same moment and by the same way: a canary that was seen an hour ago proves nothing now.
    const [found, canary, negativeCanary] = await Promise.all([entry, list.canary, list.negativeCanary].map(ask))
    if (!found || !canary || !negativeCanary) throw new Error('a question without an answer')
    const listing = judgeListing(list, { subject: found, canary, negativeCanary })
    if (listing.state !== 'listed') return listing
    const told = await query.text(questionOf(list, entry))
    return { ...listing, text: told ? `${listing.text}: ${told.slice(0, MOST_TEXT)}` : listing.text }
  }

  return { lists: lists.map(({ list: { name, kind } }) => ({ name, kind })), look }
}

import { isIP } from 'node:net'
import type { NewObservation, ObservationData } from '@coldframe/db'
import type { BlocklistReader } from '../../providers/blocklist/blocklist-reader.ts'
import { dayOf, daysBefore, type Look, type Seen } from './look.ts'

type BlocklistData = ObservationData<'blocklist'>
type List = BlocklistReader['lists'][number]

/** Those who send most; a tenant's mail leaves by many addresses, and each costs three questions a list. */
const MOST_ADDRESSES = 3
const SENDING_DAYS = 7
const MOST_SOURCES = 200

/** Each list, asked for the domain or for the addresses that DMARC reports saw it send from. */
export async function lookAtBlocklists(look: Look): Promise<Seen> {
  const { lists } = look.vendors.blocklists
  const addresses = lists.some(({ kind }) => kind === 'ip') ? await sendingAddresses(look) : []
  const observations = await Promise.all(lists.map((list) => observe(look, list, addresses)))
  return { observations }
}

/** By reports of receivers, in real time: what passed DMARC was ours. */
async function sendingAddresses({ db, owner, domain }: Look): Promise<string[]> {
  const now = new Date()
  const days = { from: daysBefore(now, SENDING_DAYS), to: dayOf(now) }
  const sources = await db.dmarcReports.sources(owner, domain.id, days, MOST_SOURCES)
  const messages = new Map<string, number>()
  for (const { sourceIp, passed } of sources)
    if (passed > 0 && isIP(sourceIp) !== 0) messages.set(sourceIp, (messages.get(sourceIp) ?? 0) + passed)
  const byMessages = [...messages].sort(([, one], [, other]) => other - one)
  return byMessages.slice(0, MOST_ADDRESSES).map(([address]) => address)
}

async function observe({ domain, vendors }: Look, list: List, addresses: string[]): Promise<NewObservation> {
  const targets = list.kind === 'domain' ? [domain.name] : addresses
  const asked = targets.map(async (target): Promise<BlocklistData> => {
    const listing = await vendors.blocklists.look(list.name, target)
    return { object: list.kind, target, ...listing }
  })
  const data = weightiest(await Promise.all(asked)) ?? {
    state: 'unknown' as const,
    object: list.kind,
    target: null,
    code: null,
    text: 'No address that this domain sends from is known: no DMARC report of the last days tells one.',
  }
  return { kind: 'blocklist', subject: list.name, data, observedAt: new Date() }
}

/** One that is listed says more than one that is not, and one that is unknown leaves the others' innocence open. */
function weightiest(data: BlocklistData[]): BlocklistData | undefined {
  const states = ['listed', 'unknown', 'clear'] as const
  return states.flatMap((state) => data.filter((one) => one.state === state))[0]
}

import type { NewObservation, ObservationData } from '@coldframe/db'
import type { BlocklistReader } from '../../providers/blocklist/blocklist-reader.ts'
import type { Look, Seen } from './look.ts'
import { sendingAddresses } from './sending-addresses.ts'

type BlocklistData = ObservationData<'blocklist'>
type List = BlocklistReader['lists'][number]

/** Each list, asked for the domain or for the addresses that DMARC reports saw it send from. */
export async function lookAtBlocklists(look: Look): Promise<Seen> {
  const { lists } = look.vendors.blocklists
  const addresses = lists.some(({ kind }) => kind === 'ip') ? await sendingAddresses(look) : []
  const observations = await Promise.all(lists.map((list) => observe(look, list, addresses)))
  return { observations }
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

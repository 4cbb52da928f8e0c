import type { World } from '../world/world.ts'
import { type BlocklistName, blocklistNames, type ServedBlocklist, servedBlocklists } from './lists.ts'

/** As the lists have it. */
const TTL_SECONDS = 60

interface Listed {
  list: BlocklistName
  /** A domain, or an IPv4 address. */
  name: string
}
type Books = Pick<World, 'store' | 'zones'>

const listings = ({ store }: Books) => store.collection<Listed>('blocklist_listings')
const refusals = ({ store }: Books) => store.collection<{ code: string | null }>('blocklist_refusals')
const keyOf = ({ list, name }: Listed) => `${list} ${name}`

const reversed = (address: string) => address.split('.').reverse().join('.')
const ownerOf = ({ kind, zone }: ServedBlocklist, name: string) =>
  `${kind === 'ip' ? reversed(name) : name.toLowerCase()}.${zone}`

/** A second listing of a name changes nothing. */
export function listName(world: Books, list: BlocklistName, name: string): void {
  const listed = { list, name: name.toLowerCase() }
  listings(world).set(keyOf(listed), listed)
  publishList(world, list)
}

export function unlistName(world: Books, list: BlocklistName, name: string): boolean {
  const listed = { list, name: name.toLowerCase() }
  withdrawEntry(world, servedBlocklists[list], listed.name)
  const wasListed = listings(world).delete(keyOf(listed))
  publishList(world, list)
  return wasListed
}

export const allListings = (world: Books): Listed[] => [...listings(world).values()]

export const refusalOf = (world: Books, list: BlocklistName) => refusals(world).get(list)?.code ?? null

/** Who may not ask gets the code for every question, the test point's included; null answers again. */
export function refuseQuestions(world: Books, list: BlocklistName, code: string | null): void {
  refusals(world).set(list, { code })
  publishList(world, list)
}

/** What the lists hold, at a start and after a reset. */
export function publishBlocklists(world: Books): void {
  for (const list of blocklistNames) publishList(world, list)
}

function publishList(world: Books, list: BlocklistName): void {
  const served = servedBlocklists[list]
  const { zone, testPoint } = served
  const names = allListings(world).flatMap((one) => (one.list === list ? [one.name] : []))
  const refusal = refusalOf(world, list)
  if (refusal === null) {
    world.zones.withdraw(`*.${zone}`, 'A')
    for (const name of names) publishEntry(world, served, name)
    world.zones.publish(ownerOf(served, testPoint.entry), 'A', TTL_SECONDS, testPoint.codes)
  } else {
    // A wildcard answers only for names that do not exist (RFC 4592 section 2.2.1).
    for (const name of [...names, testPoint.entry]) withdrawEntry(world, served, name)
    world.zones.publish(`*.${zone}`, 'A', TTL_SECONDS, [refusal])
  }
}

function publishEntry({ zones }: Books, served: ServedBlocklist, name: string): void {
  const owner = ownerOf(served, name)
  zones.publish(owner, 'A', TTL_SECONDS, [served.code])
  zones.publish(owner, 'TXT', TTL_SECONDS, [`${served.page}${name}`])
}

function withdrawEntry({ zones }: Books, served: ServedBlocklist, name: string): void {
  const owner = ownerOf(served, name)
  zones.withdraw(owner, 'A')
  zones.withdraw(owner, 'TXT')
}

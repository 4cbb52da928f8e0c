import type { Owner } from '@coldframe/db'
import type { ChooseName } from '../activities/rotations.ts'
import { findFreeNames } from '../names/free-names.ts'
import { freshNames, type NameBooks } from '../names/fresh-names.ts'
import type { DnsLookup } from '../providers/dns/dns-lookup.ts'

/** Free variants of a brand, in ASCII, the closest first. */
export type SuggestNames = (owner: Owner, brandDomain: string) => Promise<string[]>

/** So many that nobody holds are looked for: some may be taken all the same. */
const MOST_FREE = 10

type LookupOf = (livemode: boolean) => Pick<DnsLookup, 'findNameservers'> | null

/** Variants that the account never ordered, and that DNS delegates to nobody. */
export const createNameSuggester =
  (books: NameBooks, lookupOf: LookupOf = () => null): SuggestNames =>
  async (owner, brandDomain) => {
    const fresh = await freshNames(books, owner, { brandDomain })
    return (await findFreeNames(lookupOf(owner.livemode), fresh, MOST_FREE)).map(({ name }) => name)
  }

/** One for a rotation. Nothing is chosen for one that a person asked for: they name what is bought for them, or a spare is taken. */
export const createNameChooser =
  (suggest: SuggestNames): ChooseName =>
  async (owner, { brandDomain }, { policy }) =>
    brandDomain === null || policy === 'manual' ? null : ((await suggest(owner, brandDomain))[0] ?? null)

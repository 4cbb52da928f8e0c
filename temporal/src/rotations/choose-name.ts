import { domainToUnicode } from 'node:url'
import type { Db, Owner } from '@coldframe/db'
import type { ChooseName } from '../activities/rotations.ts'
import { MOST_SUGGESTIONS, suggestNames } from '../rules/names/suggest-names.ts'

type Books = { domains: Pick<Db['domains'], 'namesOfBrand' | 'orderedAmong'> }

/** Free variants of a brand, in ASCII, the closest first. */
export type SuggestNames = (owner: Owner, brandDomain: string) => Promise<string[]>

/** Variants that the account never ordered. */
export const createNameSuggester =
  ({ domains }: Books): SuggestNames =>
  async (owner, brandDomain) => {
    const known = (await domains.namesOfBrand(owner, brandDomain)).map(domainToUnicode)
    const wish = { brandDomain: domainToUnicode(brandDomain), known, seed: owner.accountId, count: MOST_SUGGESTIONS }
    const names = suggestNames(wish)
    const ordered = new Set(await domains.orderedAmong(owner, names))
    return names.filter((name) => !ordered.has(name))
  }

/** One for a rotation. Nothing is chosen for one that a person asked for: they name what is bought for them, or a spare is taken. */
export function createNameChooser(books: Books): ChooseName {
  const suggest = createNameSuggester(books)
  return async (owner, { brandDomain }, { policy }) =>
    brandDomain === null || policy === 'manual' ? null : ((await suggest(owner, brandDomain))[0] ?? null)
}

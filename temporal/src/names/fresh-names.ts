import { domainToUnicode } from 'node:url'
import type { Db, Owner } from '@coldframe/db'
import { MOST_SUGGESTIONS, suggestNames } from '../rules/names/suggest-names.ts'

export interface NameBooks {
  domains: Pick<Db['domains'], 'namesOfBrand' | 'orderedAmong'>
}

interface Brand {
  /** In ASCII. */
  brandDomain: string
  /** In the order of preference. */
  tlds?: string[] | undefined
}

/** Variants of a brand that the account never ordered, in ASCII, the closest first. */
export async function freshNames(
  { domains }: NameBooks,
  owner: Owner,
  { brandDomain, tlds }: Brand,
): Promise<string[]> {
  const known = (await domains.namesOfBrand(owner, brandDomain)).map(domainToUnicode)
  const wish = { brandDomain: domainToUnicode(brandDomain), known, seed: owner.accountId, count: MOST_SUGGESTIONS }
  const names = suggestNames({ ...wish, ...(tlds && { tlds }) })
  const ordered = new Set(await domains.orderedAmong(owner, names))
  return names.filter((name) => !ordered.has(name))
}

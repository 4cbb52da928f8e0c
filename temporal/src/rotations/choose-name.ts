import { domainToUnicode } from 'node:url'
import type { Db } from '@coldframe/db'
import type { ChooseName } from '../activities/rotations.ts'
import { MOST_SUGGESTIONS, suggestNames } from '../rules/names/suggest-names.ts'

/**
 * A variant of the brand that the account never ordered. Nothing is chosen for a rotation that a person asked for: they name what is
 * bought for them, or a spare is taken.
 */
export const createNameChooser =
  (db: { domains: Pick<Db['domains'], 'namesOfBrand' | 'orderedAmong'> }): ChooseName =>
  async (owner, { brandDomain }, { policy }) => {
    if (brandDomain === null || policy === 'manual') return null
    const known = (await db.domains.namesOfBrand(owner, brandDomain)).map(domainToUnicode)
    const wish = { brandDomain: domainToUnicode(brandDomain), known, seed: owner.accountId, count: MOST_SUGGESTIONS }
    const names = suggestNames(wish)
    const ordered = new Set(await db.domains.orderedAmong(owner, names))
    return names.find((name) => !ordered.has(name)) ?? null
  }

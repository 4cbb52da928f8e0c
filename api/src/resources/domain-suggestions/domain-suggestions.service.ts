import { domainToUnicode } from 'node:url'
import type { Db, Owner } from '@coldframe/db'
import {
  MOST_SUGGESTIONS,
  normalizeBrandDomain,
  priceListAt,
  priceRegistration,
  suggestNames,
} from '@coldframe/temporal'
import { toMoney } from '../../money.ts'
import type { CreateDomainSuggestions } from './domain-suggestions.schemas.ts'

export function createDomainSuggestionService({ db, clock }: { db: Db; clock: () => Date }) {
  return {
    async create(owner: Owner, { brandDomain: given, count, tlds }: CreateDomainSuggestions) {
      const brand = normalizeBrandDomain(given)
      if ('fault' in brand) throw new Error('The brand domain of a wish was not validated')
      const known = (await db.domains.namesOfBrand(owner, brand.name)).map(domainToUnicode)
      const wish = { brandDomain: domainToUnicode(brand.name), known, seed: owner.accountId, ...(tlds && { tlds }) }
      const wider = suggestNames({ ...wish, count: MOST_SUGGESTIONS })
      const ordered = new Set(await db.domains.orderedAmong(owner, wider))
      const names = wider.filter((name) => !ordered.has(name)).slice(0, count)
      const { list } = priceListAt(clock())
      return {
        suggestions: names.map((name) => ({
          name,
          registrationPerYear: toMoney(priceRegistration(list, name).amountCents, list.currency),
        })),
      }
    },
  }
}

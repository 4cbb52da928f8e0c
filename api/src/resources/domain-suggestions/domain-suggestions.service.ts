import type { Db, Owner } from '@coldframe/db'
import {
  type DnsLookup,
  findFreeNames,
  freshNames,
  normalizeBrandDomain,
  priceListAt,
  priceRegistration,
} from '@coldframe/temporal'
import { toMoney } from '../../money.ts'
import type { CreateDomainSuggestions } from './domain-suggestions.schemas.ts'

interface DomainSuggestionDeps {
  db: Db
  /** DNS as the key's mode sees it; null when that mode is not set up. */
  lookupOf(livemode: boolean): DnsLookup | null
  clock: () => Date
}

export function createDomainSuggestionService({ db, lookupOf, clock }: DomainSuggestionDeps) {
  return {
    async create(owner: Owner, { brandDomain: given, count, tlds }: CreateDomainSuggestions) {
      const brand = normalizeBrandDomain(given)
      if ('fault' in brand) throw new Error('The brand domain of a wish was not validated')
      const fresh = await db.transactionFor(owner, (tx) => freshNames(tx, owner, { brandDomain: brand.name, tlds }))
      const names = await findFreeNames(lookupOf(owner.livemode), fresh, count)
      const { list } = priceListAt(clock())
      return {
        suggestions: names.map(({ name, availability }) => ({
          name,
          availability,
          registrationPerYear: toMoney(priceRegistration(list, name).amountCents, list.currency),
        })),
      }
    },
  }
}

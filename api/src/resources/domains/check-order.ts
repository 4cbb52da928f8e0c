import { normalizeBrandDomain, normalizeDomainName, type Price, type PriceList, priceDomain } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import type { CreateDomain } from './domains.schemas.ts'

export interface Names {
  name: string
  brandDomain: string | null
}

/** What an order must keep beyond its schema, without a look at what there is. Answers with its names in ASCII. */
export function checkOrder(order: CreateDomain): Names {
  if (order.provider !== 'microsoft365') throw errors.providerNotAvailable(order.provider)
  if (order.registration === 'register' && order.dns === 'external') throw errors.registrationNeedsManagedDns()
  const names = namesOf(order)
  if (names.brandDomain === names.name) throw errors.domainIsPrimary(names.name)
  return names
}

export const priceOrder = (list: PriceList, order: CreateDomain, { name }: Names): Price =>
  priceDomain(list, {
    name,
    registration: order.registration,
    mailboxes: order.mailboxes?.length ?? order.mailboxCount ?? 0,
  })

/** The schema has let only good names through. */
function namesOf({ name, brandDomain }: CreateDomain): Names {
  const own = normalizeDomainName(name)
  if ('fault' in own) throw new Error('The name of an order was not validated')
  const brand = brandDomain === undefined ? { name: null } : normalizeBrandDomain(brandDomain)
  if ('fault' in brand) throw new Error('The brand domain of an order was not validated')
  return { name: own.name, brandDomain: brand.name }
}

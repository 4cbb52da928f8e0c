import { purchaseKinds } from '@coldframe/db'
import { z } from 'zod'
import { Money } from '../../money.ts'
import { count, exampleIds, id, listOf, PageQuery, Timestamp, text } from '../../schemas.ts'
import { PriceListVersion } from '../quotes/quotes.schemas.ts'

const PurchaseKind = z.enum(purchaseKinds).meta({
  id: 'PurchaseKind',
  description: '`registration`: a year of a name. `licences`: mailbox licences, by the month.',
})

const Purchase = z
  .object({
    id: id('purchase', 'pur_01jd8k5f9q4rwxyzabcdefghjt'),
    domainId: id('domain', exampleIds.domain),
    kind: PurchaseKind,
    quantity: count().meta({ description: 'How many were bought at this time.', examples: [10] }),
    amount: Money.meta({ description: 'What Coldframe reckons with for its first term.' }),
    priceListVersion: PriceListVersion,
    externalId: text(200).meta({ description: "The vendor's id of it: of a registration, an order, a subscription." }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Purchase', description: 'Something that Coldframe bought outside for a domain. It never changes.' })

export const PurchaseList = listOf(Purchase, 'Purchase')

export const PurchaseListQuery = PageQuery.extend({
  domainId: id('domain', exampleIds.domain).optional().meta({ description: 'Only those for this domain.' }),
  kind: PurchaseKind.optional(),
})

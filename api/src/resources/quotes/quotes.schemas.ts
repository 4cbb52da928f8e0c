import { purchaseKinds } from '@coldframe/db'
import { z } from 'zod'
import { fault } from '../../faults.ts'
import { Currency, Money } from '../../money.ts'
import { count, hostName, Timestamp } from '../../schemas.ts'
import { CreateDomain } from '../domains/domains.schemas.ts'
import { CreateFleet, FleetQuote } from '../fleets/fleets.schemas.ts'

const MOST_ORDERS = 100

export const CreateQuote = z
  .strictObject({
    domains: z
      .array(CreateDomain)
      .max(MOST_ORDERS)
      .default([])
      .meta({ description: 'Each as `domains.create` takes it. Whether a name is free is not asked.' }),
    fleet: CreateFleet.optional().meta({ description: 'As `fleets.create` takes it; refused for no ceiling.' }),
  })
  .refine(({ domains, fleet }) => domains.length > 0 || fleet !== undefined, fault('nothing_to_price', 'domains'))
  .meta({
    id: 'CreateQuote',
    description: 'Orders to price.',
    examples: [
      {
        domains: [
          { name: 'getacme.com', provider: 'microsoft365', mailboxCount: 10, registration: 'register', dns: 'managed' },
        ],
      },
    ],
  })
export type CreateQuote = z.output<typeof CreateQuote>

export const PriceListVersion = z.iso
  .date()
  .max(10)
  .meta({
    description: 'The price list: the day from which it counts.',
    examples: ['2026-11-01'],
  })

const QuoteItem = z
  .object({
    kind: z.enum(['flat_price', ...purchaseKinds]).meta({
      description:
        '`flat_price` is charged to the account. The others Coldframe buys outside; the flat price covers them.',
    }),
    quantity: count(),
    unitAmount: Money,
    amount: Money,
    recurs: z.enum(['once', 'monthly', 'yearly']),
  })
  .meta({ id: 'QuoteItem', description: 'One line of a quote.' })

const QuoteTotals = z
  .object({
    charged: Money.meta({ description: 'What the account is charged in the first month, once the domain is active.' }),
    purchased: Money.meta({ description: 'What Coldframe buys outside for it, at its own cost.' }),
    total: Money.meta({ description: 'Both. `maxSpend` and the spend ceiling of the account are compared with this.' }),
  })
  .meta({ id: 'QuoteTotals', description: 'What it comes to in the first month.' })

const QuotedDomain = z
  .object({
    name: hostName().meta({ description: 'ASCII form, in lower case.', examples: ['getacme.com'] }),
    items: z.array(QuoteItem).max(20),
    totals: QuoteTotals,
  })
  .meta({ id: 'QuotedDomain', description: 'What one order comes to.' })

export const Quote = z
  .object({
    domains: z.array(QuotedDomain).max(MOST_ORDERS).meta({ description: 'In the order of the request.' }),
    totals: QuoteTotals.meta({ description: 'Of the domains together.' }),
    fleet: FleetQuote.nullable(),
    currency: Currency,
    priceListVersion: PriceListVersion,
    expiresAt: Timestamp.meta({ description: 'Until then the same orders come to the same.' }),
  })
  .meta({ id: 'Quote', description: 'What orders come to. Nothing is bought or held for it.' })

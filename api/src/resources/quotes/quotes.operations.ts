import { defineOperation } from '../../operation.ts'
import { CreateQuote, Quote } from './quotes.schemas.ts'

export const quoteOperations = [
  defineOperation({
    id: 'quotes.create',
    rest: { method: 'POST', path: '/v1/quotes', status: 200 },
    graphql: { mutation: 'createQuote' },
    scope: 'domains:read',
    // It only reckons: nothing is there afterwards that was not there before.
    audit: null,
    summary: 'Price orders',
    description:
      'Prices up to 100 orders, or a fleet, or both, without placing them: nothing is bought, held or kept. An order that `domains.create` would refuse for what it says is refused here in the same way; `detail` begins with its place.',
    body: CreateQuote,
    output: Quote,
    errors: [
      'provider_not_available',
      'registration_needs_managed_dns',
      'domain_is_primary',
      'currency_mismatch',
      'fleet_too_large',
    ],
    handler: (quote, { services }) => services.quotes.create(quote),
  }),
]

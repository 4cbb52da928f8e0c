import { defineOperation } from '../../operation.ts'
import { CreateDomainSuggestions, DomainSuggestions } from './domain-suggestions.schemas.ts'

export const domainSuggestionOperations = [
  defineOperation({
    id: 'domainSuggestions.create',
    looksOutside: true,
    rest: { method: 'POST', path: '/v1/domain-suggestions', status: 200 },
    graphql: { mutation: 'createDomainSuggestions' },
    scope: 'domains:read',
    // It only reckons: nothing is there afterwards that was not there before.
    audit: null,
    summary: 'Suggest names for a brand',
    description:
      'Close variants of the brand: never its own domain, never a name that could be taken for another brand, and none that the account ever ordered, burned ones among them, or that looks like one ordered for this brand. DNS is asked for each, and those that somebody holds are left out. Else the same question gets the same names until one of them is ordered.',
    body: CreateDomainSuggestions,
    output: DomainSuggestions,
    errors: [],
    handler: (wish, { services, actor: { owner } }) => services.domainSuggestions.create(owner, wish),
  }),
]

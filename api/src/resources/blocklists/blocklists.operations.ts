import { defineOperation } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import { Blocklists } from './blocklists.schemas.ts'

export const blocklistOperations = [
  defineOperation({
    id: 'blocklists.get',
    rest: { method: 'GET', path: '/v1/domains/{id}/blocklists', status: 200 },
    graphql: { query: 'blocklists' },
    scope: 'domains:read',
    audit: null,
    summary: 'Get what blocklists say of a domain',
    description:
      'The last answer of each list, which is asked once a day, with the time and, where nothing is known, the reason. `blocklist.listed` and `blocklist.cleared` tell of changes.',
    params: DomainParams,
    output: Blocklists,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.blocklists.get(owner, id),
  }),
]

import { defineOperation } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import { Dns } from './dns.schemas.ts'

export const dnsOperations = [
  defineOperation({
    id: 'dns.get',
    rest: { method: 'GET', path: '/v1/domains/{id}/dns', status: 200 },
    graphql: { query: 'dns' },
    scope: 'domains:read',
    audit: null,
    summary: 'Get the DNS status of a domain',
    description: 'What DNS answered when it was last asked. `domains.verify` asks anew.',
    params: DomainParams,
    output: Dns,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.dns.get(owner, id),
  }),

  defineOperation({
    id: 'domains.verify',
    looksOutside: true,
    rest: { method: 'POST', path: '/v1/domains/{id}/verify', status: 200 },
    graphql: { mutation: 'verifyDomain' },
    scope: 'domains:write',
    audit: 'domain.verified',
    summary: 'Look at the DNS of a domain now',
    description: "Asks the domain's own name servers for each record, keeps what they answer, and answers with it.",
    params: DomainParams,
    output: Dns,
    errors: ['domain_not_found', 'live_mode_not_configured', 'test_mode_not_configured'],
    handler: ({ id }, { actor: { owner }, services }) => services.dns.verify(owner, id),
  }),
]

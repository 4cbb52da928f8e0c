import { defineOperation } from '../../operation.ts'
import { CreateDomain, Domain, DomainList, DomainListQuery, DomainParams, UpdateDomain } from './domains.schemas.ts'

export const domainOperations = [
  defineOperation({
    id: 'domains.create',
    rest: { method: 'POST', path: '/v1/domains', status: 202, location: '/v1/domains/{id}' },
    graphql: { mutation: 'createDomain' },
    scope: 'domains:write',
    audit: 'domain.created',
    summary: 'Order a domain',
    description:
      'Takes the order and answers at once; the operation that `operationId` names does the work. The domain is ready when a real message sent from it was read back with SPF, DKIM and DMARC pass. `registration: "register"` needs `dns: "managed"`, as Coldframe hosts what it registers.',
    body: CreateDomain,
    output: Domain,
    errors: [
      'domain_exists',
      'domain_unavailable',
      'mailbox_exists',
      'provider_not_available',
      'warmup_limit_above_cap',
      'warmup_numbers_invalid',
      'registration_needs_managed_dns',
      'domain_is_primary',
      'currency_mismatch',
      'max_spend_exceeded',
      'spend_ceiling_exceeded',
      'attestation_missing',
      'live_mode_not_configured',
      'test_mode_not_configured',
    ],
    handler: (order, { actor: { owner }, services }) => services.domains.create(owner, order),
  }),

  defineOperation({
    id: 'domains.list',
    rest: { method: 'GET', path: '/v1/domains', status: 200 },
    graphql: { query: 'domains' },
    scope: 'domains:read',
    audit: null,
    summary: 'List domains',
    query: DomainListQuery,
    output: DomainList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.domains.list(owner, query),
  }),

  defineOperation({
    id: 'domains.get',
    rest: { method: 'GET', path: '/v1/domains/{id}', status: 200, etag: 'answers' },
    graphql: { query: 'domain' },
    scope: 'domains:read',
    audit: null,
    summary: 'Get a domain',
    params: DomainParams,
    output: Domain,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.domains.get(owner, id),
  }),

  defineOperation({
    id: 'domains.update',
    rest: { method: 'PATCH', path: '/v1/domains/{id}', status: 200, etag: 'checks' },
    graphql: { mutation: 'updateDomain' },
    scope: 'domains:write',
    audit: 'domain.updated',
    summary: 'Change a domain',
    description:
      'Merges `metadata`, and `warmup` into the settings that were there; what is given of those counts from the same day on. With `If-Match` it is changed only if it still has that version.',
    params: DomainParams,
    body: UpdateDomain,
    output: Domain,
    errors: ['domain_not_found', 'warmup_limit_above_cap', 'warmup_numbers_invalid', 'version_mismatch'],
    handler: ({ id, ...change }, { actor: { owner }, services, ifVersions }) =>
      services.domains.update(owner, id, change, ifVersions),
  }),

  defineOperation({
    id: 'domains.retire',
    rest: { method: 'DELETE', path: '/v1/domains/{id}', status: 202 },
    graphql: { mutation: 'retireDomain' },
    scope: 'domains:write',
    audit: 'domain.retired',
    summary: 'Retire a domain',
    description:
      'Removes the mailboxes, stops renewals and removes our DNS records. A domain that is part of a rotation is refused: cancel that first. What cannot be undone is told in `remains` of the operation.',
    params: DomainParams,
    output: Domain,
    errors: [
      'domain_not_found',
      'domain_provisioning',
      'operation_in_progress',
      'rotation_in_progress',
      'domain_ended',
    ],
    handler: ({ id }, { actor: { owner }, services }) => services.domains.retire(owner, id),
  }),
]

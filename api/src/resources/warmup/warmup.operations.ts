import { defineOperation } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import { Mailbox, MailboxParams } from '../mailboxes/mailboxes.schemas.ts'
import { TenantParams } from '../tenants/tenants.schemas.ts'
import { Chart, DomainWarmup, MailboxWarmup, SendBudget } from './warmup.schemas.ts'

const svg = { mediaType: 'image/svg+xml', field: 'svg' }

export const warmupOperations = [
  defineOperation({
    id: 'domains.warmup',
    rest: { method: 'GET', path: '/v1/domains/{id}/warmup', status: 200 },
    graphql: { query: 'domainWarmup' },
    scope: 'domains:read',
    audit: null,
    summary: 'See how far a domain is warmed up',
    params: DomainParams,
    output: DomainWarmup,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.ofDomain(owner, id),
  }),

  defineOperation({
    id: 'domains.warmupChart',
    rest: { method: 'GET', path: '/v1/domains/{id}/warmup.svg', status: 200, file: svg },
    graphql: { query: 'domainWarmupChart' },
    scope: 'domains:read',
    audit: null,
    summary: 'Get the ramp of a domain as a picture',
    params: DomainParams,
    output: Chart,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.chartOfDomain(owner, id),
  }),

  defineOperation({
    id: 'mailboxes.warmup',
    rest: { method: 'GET', path: '/v1/mailboxes/{id}/warmup', status: 200 },
    graphql: { query: 'mailboxWarmup' },
    scope: 'mailboxes:read',
    audit: null,
    summary: 'See how far a mailbox is, and which limit binds',
    params: MailboxParams,
    output: MailboxWarmup,
    errors: ['mailbox_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.ofMailbox(owner, id),
  }),

  defineOperation({
    id: 'mailboxes.warmupChart',
    rest: { method: 'GET', path: '/v1/mailboxes/{id}/warmup.svg', status: 200, file: svg },
    graphql: { query: 'mailboxWarmupChart' },
    scope: 'mailboxes:read',
    audit: null,
    summary: 'Get the ramp of a mailbox as a picture',
    params: MailboxParams,
    output: Chart,
    errors: ['mailbox_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.chartOfMailbox(owner, id),
  }),

  defineOperation({
    id: 'mailboxes.pause',
    rest: { method: 'POST', path: '/v1/mailboxes/{id}/pause', status: 200 },
    graphql: { mutation: 'pauseMailbox' },
    scope: 'mailboxes:write',
    audit: 'mailbox.paused',
    summary: 'Pause a mailbox',
    description:
      'Its limit is 0 at once, and what it had still to write to the pool is not sent. The platform never resumes it.',
    params: MailboxParams,
    output: Mailbox,
    errors: ['mailbox_not_found', 'mailbox_not_ready', 'mailbox_ended', 'mailbox_paused'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.pause(owner, id),
  }),

  defineOperation({
    id: 'mailboxes.resume',
    rest: { method: 'POST', path: '/v1/mailboxes/{id}/resume', status: 200 },
    graphql: { mutation: 'resumeMailbox' },
    scope: 'mailboxes:write',
    audit: 'mailbox.resumed',
    summary: 'Resume a mailbox',
    description:
      'Ends a pause. The limit of the day follows within seconds, or with the next window of mail once the day was planned anew three times; after a long pause it is lower than before.',
    params: MailboxParams,
    output: Mailbox,
    errors: ['mailbox_not_found', 'mailbox_not_ready', 'mailbox_ended', 'mailbox_not_paused'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.resume(owner, id),
  }),

  defineOperation({
    id: 'tenants.sendBudget',
    rest: { method: 'GET', path: '/v1/tenants/{id}/send-budget', status: 200 },
    graphql: { query: 'tenantSendBudget' },
    scope: 'tenants:read',
    audit: null,
    summary: 'See what a tenant may send',
    params: TenantParams,
    output: SendBudget,
    errors: ['tenant_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.warmup.sendBudget(owner, id),
  }),
]

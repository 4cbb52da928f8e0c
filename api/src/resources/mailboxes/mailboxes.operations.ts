import { defineOperation } from '../../operation.ts'
import {
  ChangedMailbox,
  CreateMailboxes,
  Mailbox,
  MailboxList,
  MailboxListQuery,
  MailboxParams,
  MailboxResults,
  UpdateMailbox,
} from './mailboxes.schemas.ts'

export const mailboxOperations = [
  defineOperation({
    id: 'mailboxes.create',
    rest: { method: 'POST', path: '/v1/mailboxes', status: 202 },
    graphql: { mutation: 'createMailboxes' },
    scope: 'mailboxes:write',
    audit: 'mailbox.created',
    summary: 'Add mailboxes',
    description:
      'Adds 1 to 100 mailboxes to a domain that is warming or active. Items are judged one by one: `results` has the mailbox or the refusal of each. When all are refused, nothing is changed and the answer is 422.',
    body: CreateMailboxes,
    output: MailboxResults,
    errors: [
      'domain_not_found',
      'domain_not_ready',
      'mailboxes_refused',
      'currency_mismatch',
      'max_spend_exceeded',
      'spend_ceiling_exceeded',
    ],
    handler: (order, { actor: { owner }, services }) => services.mailboxes.create(owner, order),
  }),

  defineOperation({
    id: 'mailboxes.list',
    rest: { method: 'GET', path: '/v1/mailboxes', status: 200 },
    graphql: { query: 'mailboxes' },
    scope: 'mailboxes:read',
    audit: null,
    summary: 'List mailboxes',
    query: MailboxListQuery,
    output: MailboxList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.mailboxes.list(owner, query),
  }),

  defineOperation({
    id: 'mailboxes.get',
    rest: { method: 'GET', path: '/v1/mailboxes/{id}', status: 200, etag: 'answers' },
    graphql: { query: 'mailbox' },
    scope: 'mailboxes:read',
    audit: null,
    summary: 'Get a mailbox',
    params: MailboxParams,
    output: Mailbox,
    errors: ['mailbox_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.mailboxes.get(owner, id),
  }),

  defineOperation({
    id: 'mailboxes.update',
    rest: { method: 'PATCH', path: '/v1/mailboxes/{id}', status: 200, startedStatus: 202, etag: 'checks' },
    graphql: { mutation: 'updateMailbox' },
    scope: 'mailboxes:write',
    audit: 'mailbox.updated',
    summary: 'Change a mailbox',
    description:
      'A new `displayName` is carried to the provider by an operation: then the answer is 202 and `operationId` names it. Everything else is changed at once; a new `ownDailyLimit` counts from the same day on. With `If-Match` it is changed only if it still has that version.',
    params: MailboxParams,
    body: UpdateMailbox,
    output: ChangedMailbox,
    errors: ['mailbox_not_found', 'mailbox_not_ready', 'mailbox_ended', 'warmup_limit_above_cap', 'version_mismatch'],
    handler: ({ id, ...change }, { actor: { owner }, services, ifVersions }) =>
      services.mailboxes.update(owner, id, change, ifVersions),
  }),

  defineOperation({
    id: 'mailboxes.delete',
    rest: { method: 'DELETE', path: '/v1/mailboxes/{id}', status: 202 },
    graphql: { mutation: 'deleteMailbox' },
    scope: 'mailboxes:write',
    audit: 'mailbox.deleted',
    summary: 'Remove a mailbox',
    description: 'The mailbox is `retiring` at once and `retired` when the operation has removed it at the provider.',
    params: MailboxParams,
    output: ChangedMailbox,
    errors: ['mailbox_not_found', 'mailbox_not_ready', 'mailbox_ended'],
    handler: ({ id }, { actor: { owner }, services }) => services.mailboxes.remove(owner, id),
  }),
]

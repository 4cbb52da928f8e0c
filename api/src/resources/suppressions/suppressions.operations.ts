import { defineOperation } from '../../operation.ts'
import {
  CreateSuppressionCheck,
  CreateSuppressions,
  SuppressedAddresses,
  Suppression,
  SuppressionCheck,
  SuppressionList,
  SuppressionListQuery,
  SuppressionParams,
} from './suppressions.schemas.ts'

export const suppressionOperations = [
  defineOperation({
    id: 'suppressions.create',
    rest: { method: 'POST', path: '/v1/suppressions', status: 200 },
    graphql: { mutation: 'createSuppressions' },
    scope: 'suppressions:write',
    audit: 'suppression.created',
    summary: 'Suppress addresses',
    description:
      'Puts up to 1,000 addresses on the list by hand, for all your domains. What stands there already stays as it is, so a call that got no answer is simply sent again.',
    body: CreateSuppressions,
    output: SuppressedAddresses,
    errors: [],
    handler: ({ addresses }, { actor: { owner }, services }) => services.suppressions.create(owner, addresses),
  }),

  defineOperation({
    id: 'suppressions.list',
    rest: { method: 'GET', path: '/v1/suppressions', status: 200 },
    graphql: { query: 'suppressions' },
    scope: 'suppressions:read',
    audit: null,
    summary: 'List suppressions',
    description:
      'Recipients that do not exist, complained, unsubscribed, or were put there by hand. Signals that name their `recipient` tell them, reports handed in by `bounces.create`, and those found in the mailboxes. Each is listed once for each domain and reason.',
    query: SuppressionListQuery,
    output: SuppressionList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.suppressions.list(owner, query),
  }),

  defineOperation({
    id: 'suppressions.get',
    rest: { method: 'GET', path: '/v1/suppressions/{id}', status: 200 },
    graphql: { query: 'suppression' },
    scope: 'suppressions:read',
    audit: null,
    summary: 'Get a suppression',
    params: SuppressionParams,
    output: Suppression,
    errors: ['suppression_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.suppressions.get(owner, id),
  }),

  defineOperation({
    id: 'suppressions.delete',
    rest: { method: 'DELETE', path: '/v1/suppressions/{id}', status: 200 },
    graphql: { mutation: 'deleteSuppression' },
    scope: 'suppressions:write',
    audit: 'suppression.deleted',
    summary: 'Delete a suppression',
    description:
      'The recipient may be written to after all: the reason goes for all your domains, other reasons stay. Told anew, it suppresses again. Answers with what it was.',
    params: SuppressionParams,
    output: Suppression,
    errors: ['suppression_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.suppressions.remove(owner, id),
  }),

  defineOperation({
    id: 'suppressionChecks.create',
    rest: { method: 'POST', path: '/v1/suppression-checks', status: 200 },
    graphql: { mutation: 'createSuppressionCheck' },
    scope: 'suppressions:read',
    // It only looks: the body keeps addresses out of logs of URLs.
    audit: null,
    summary: 'Check addresses',
    description: 'Which of up to 1,000 addresses are suppressed, and why. Ask before you write to them.',
    body: CreateSuppressionCheck,
    output: SuppressionCheck,
    errors: [],
    handler: ({ addresses }, { actor: { owner }, services }) => services.suppressions.check(owner, addresses),
  }),
]

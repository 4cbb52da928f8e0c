import { defineOperation } from '../../operation.ts'
import {
  CheckedAddresses,
  CheckSuppressions,
  Suppression,
  SuppressionList,
  SuppressionListQuery,
  SuppressionParams,
} from './suppressions.schemas.ts'

export const suppressionOperations = [
  defineOperation({
    id: 'suppressions.list',
    rest: { method: 'GET', path: '/v1/suppressions', status: 200 },
    graphql: { query: 'suppressions' },
    scope: 'signals:read',
    audit: null,
    summary: 'List suppressions',
    description:
      'Recipients of which a bounce said for good that they do not exist: reported by `signals.create` with their `recipient`, by `bounces.create`, or found in the mailboxes. Each is counted against a domain once, and listed once for each domain, however often it bounces.',
    query: SuppressionListQuery,
    output: SuppressionList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.suppressions.list(owner, query),
  }),

  defineOperation({
    id: 'suppressions.check',
    rest: { method: 'POST', path: '/v1/suppressions/check', status: 200 },
    graphql: { mutation: 'checkSuppressions' },
    scope: 'signals:read',
    // It only looks: the body keeps addresses out of logs of URLs.
    audit: null,
    summary: 'Check addresses',
    description: 'Which of up to 1,000 addresses are suppressed. Ask before you write to them.',
    body: CheckSuppressions,
    output: CheckedAddresses,
    errors: [],
    handler: ({ addresses }, { actor: { owner }, services }) => services.suppressions.check(owner, addresses),
  }),

  defineOperation({
    id: 'suppressions.delete',
    rest: { method: 'DELETE', path: '/v1/suppressions/{id}', status: 200 },
    graphql: { mutation: 'deleteSuppression' },
    scope: 'signals:write',
    audit: 'suppression.deleted',
    summary: 'Delete a suppression',
    description:
      'The recipient exists after all: it is removed for all your domains. If it bounces again it is suppressed again, and counted again. Answers with what it was.',
    params: SuppressionParams,
    output: Suppression,
    errors: ['suppression_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.suppressions.remove(owner, id),
  }),
]

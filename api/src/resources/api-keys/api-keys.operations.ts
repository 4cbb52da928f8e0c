import { defineOperation } from '../../operation.ts'
import { ApiKey, ApiKeyList, ApiKeyListQuery, ApiKeyParams, CreateApiKey, CreatedApiKey } from './api-keys.schemas.ts'

export const apiKeyOperations = [
  defineOperation({
    id: 'apiKeys.create',
    rest: { method: 'POST', path: '/v1/api-keys', status: 201 },
    graphql: { mutation: 'createApiKey' },
    scope: 'api_keys:write',
    audit: 'api_key.created',
    summary: 'Create an API key',
    description: 'The answer holds the key, this once. It can hold only scopes that the key which asks holds itself.',
    body: CreateApiKey,
    output: CreatedApiKey,
    errors: ['scope_not_held'],
    handler: (key, { actor, services }) => services.apiKeys.create(actor, key),
  }),

  defineOperation({
    id: 'apiKeys.list',
    rest: { method: 'GET', path: '/v1/api-keys', status: 200 },
    graphql: { query: 'apiKeys' },
    scope: 'api_keys:read',
    audit: null,
    summary: 'List API keys',
    description: 'Those of the mode (test or live) of the key that asks; revoked ones, too.',
    query: ApiKeyListQuery,
    output: ApiKeyList,
    errors: ['invalid_cursor'],
    handler: (query, { actor, services }) => services.apiKeys.list(actor, query),
  }),

  defineOperation({
    id: 'apiKeys.revoke',
    rest: { method: 'DELETE', path: '/v1/api-keys/{id}', status: 200 },
    graphql: { mutation: 'revokeApiKey' },
    scope: 'api_keys:write',
    audit: 'api_key.revoked',
    summary: 'Revoke an API key',
    description: 'It does not work any more, from now on and for ever. A key may revoke itself.',
    params: ApiKeyParams,
    output: ApiKey,
    errors: ['api_key_not_found'],
    handler: ({ id }, { actor, services }) => services.apiKeys.revoke(actor, id),
  }),
]

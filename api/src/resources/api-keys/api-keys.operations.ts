import { defineOperation } from '../../operation.ts'
import {
  ApiKey,
  ApiKeyList,
  ApiKeyListQuery,
  ApiKeyParams,
  CreateApiKey,
  CreatedApiKey,
  RollApiKey,
} from './api-keys.schemas.ts'

export const apiKeyOperations = [
  defineOperation({
    id: 'apiKeys.create',
    rest: { method: 'POST', path: '/v1/api-keys', status: 201, location: '/v1/api-keys/{id}' },
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
    id: 'apiKeys.get',
    rest: { method: 'GET', path: '/v1/api-keys/{id}', status: 200 },
    graphql: { query: 'apiKey' },
    scope: 'api_keys:read',
    audit: null,
    summary: 'Get an API key',
    params: ApiKeyParams,
    output: ApiKey,
    errors: ['api_key_not_found'],
    handler: ({ id }, { actor, services }) => services.apiKeys.get(actor, id),
  }),

  defineOperation({
    id: 'apiKeys.roll',
    rest: { method: 'POST', path: '/v1/api-keys/{id}/roll', status: 201, location: '/v1/api-keys/{id}' },
    graphql: { mutation: 'rollApiKey' },
    scope: 'api_keys:write',
    audit: 'api_key.rolled',
    summary: 'Roll an API key',
    description:
      'Makes a key of the same name and scopes; the answer holds it, this once. The old key works for `overlapSeconds` more, then expires; revoke it to end it sooner. A key may roll itself, and others whose scopes it holds.',
    params: ApiKeyParams,
    body: RollApiKey,
    output: CreatedApiKey,
    errors: ['api_key_not_found', 'api_key_rolled', 'api_key_ended', 'scope_not_held'],
    handler: ({ id, ...roll }, { actor, services }) => services.apiKeys.roll(actor, id, roll),
  }),

  defineOperation({
    id: 'apiKeys.revoke',
    rest: { method: 'DELETE', path: '/v1/api-keys/{id}', status: 200 },
    graphql: { mutation: 'revokeApiKey' },
    scope: 'api_keys:write',
    audit: 'api_key.revoked',
    summary: 'Revoke an API key',
    description:
      'It does not work any more, from the next request on and for ever. A key may revoke itself; doing it again changes nothing.',
    params: ApiKeyParams,
    output: ApiKey,
    errors: ['api_key_not_found'],
    handler: ({ id }, { actor, services }) => services.apiKeys.revoke(actor, id),
  }),
]

import { defineOperation } from '../../operation.ts'
import { WebhookDelivery } from '../webhook-deliveries/webhook-deliveries.schemas.ts'
import {
  CreateWebhookEndpoint,
  RedeliveredWebhooks,
  RedeliverWebhooks,
  RollWebhookSecret,
  UpdateWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointList,
  WebhookEndpointListQuery,
  WebhookEndpointParams,
  WebhookEndpointWithSecret,
} from './webhook-endpoints.schemas.ts'

export const webhookEndpointOperations = [
  defineOperation({
    id: 'webhookEndpoints.create',
    rest: { method: 'POST', path: '/v1/webhook-endpoints', status: 201, location: '/v1/webhook-endpoints/{id}' },
    graphql: { mutation: 'createWebhookEndpoint' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.created',
    summary: 'Create a webhook endpoint',
    description:
      'From now on the events of the account that it asks for are sent to it. The answer holds the secret that they are signed with, this once. An account has at most 50.',
    body: CreateWebhookEndpoint,
    output: WebhookEndpointWithSecret,
    errors: ['webhook_url_refused', 'too_many_webhook_endpoints'],
    before: ({ url }, { actor: { owner }, services }) => services.webhookEndpoints.checkUrl(owner, url),
    handler: (endpoint, { actor: { owner }, services }) => services.webhookEndpoints.create(owner, endpoint),
  }),

  defineOperation({
    id: 'webhookEndpoints.list',
    rest: { method: 'GET', path: '/v1/webhook-endpoints', status: 200 },
    graphql: { query: 'webhookEndpoints' },
    scope: 'webhooks:read',
    audit: null,
    summary: 'List webhook endpoints',
    query: WebhookEndpointListQuery,
    output: WebhookEndpointList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.webhookEndpoints.list(owner, query),
  }),

  defineOperation({
    id: 'webhookEndpoints.get',
    rest: { method: 'GET', path: '/v1/webhook-endpoints/{id}', status: 200, etag: 'answers' },
    graphql: { query: 'webhookEndpoint' },
    scope: 'webhooks:read',
    audit: null,
    summary: 'Get a webhook endpoint',
    params: WebhookEndpointParams,
    output: WebhookEndpoint,
    errors: ['webhook_endpoint_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.get(owner, id),
  }),

  defineOperation({
    id: 'webhookEndpoints.update',
    rest: { method: 'PATCH', path: '/v1/webhook-endpoints/{id}', status: 200, etag: 'checks' },
    graphql: { mutation: 'updateWebhookEndpoint' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.updated',
    summary: 'Change a webhook endpoint',
    description:
      'Merges `metadata`. A new `url` counts for what is on its way as well. With `If-Match` it is changed only if it still has that version.',
    params: WebhookEndpointParams,
    body: UpdateWebhookEndpoint,
    output: WebhookEndpoint,
    errors: ['webhook_endpoint_not_found', 'webhook_url_refused', 'version_mismatch'],
    before: async ({ id, url }, { actor: { owner }, services }) => {
      if (url !== undefined) await services.webhookEndpoints.checkUrlFor(owner, id, url)
    },
    handler: ({ id, ...change }, { actor: { owner }, services, ifVersions }) =>
      services.webhookEndpoints.update(owner, id, change, ifVersions),
  }),

  defineOperation({
    id: 'webhookEndpoints.delete',
    rest: { method: 'DELETE', path: '/v1/webhook-endpoints/{id}', status: 200 },
    graphql: { mutation: 'deleteWebhookEndpoint' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.deleted',
    summary: 'Delete a webhook endpoint',
    description:
      'Nothing is sent to it any more, and what was on its way is `cancelled`. Its deliveries can still be read one by one. Answers with what it was.',
    params: WebhookEndpointParams,
    output: WebhookEndpoint,
    errors: ['webhook_endpoint_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.remove(owner, id),
  }),

  defineOperation({
    id: 'webhookEndpoints.rollSecret',
    rest: { method: 'POST', path: '/v1/webhook-endpoints/{id}/roll-secret', status: 200 },
    graphql: { mutation: 'rollWebhookSecret' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.secret_rolled',
    summary: 'Roll the secret of a webhook endpoint',
    description:
      'Makes a new secret; the answer holds it, this once. For `overlapHours` everything is signed with both, so that a receiver can change over when it likes. One that was rolled before that ends now.',
    params: WebhookEndpointParams,
    body: RollWebhookSecret,
    output: WebhookEndpointWithSecret,
    errors: ['webhook_endpoint_not_found'],
    handler: ({ id, overlapHours }, { actor: { owner }, services }) =>
      services.webhookEndpoints.rollSecret(owner, id, overlapHours),
  }),

  defineOperation({
    id: 'webhookEndpoints.test',
    rest: { method: 'POST', path: '/v1/webhook-endpoints/{id}/test', status: 202 },
    graphql: { mutation: 'testWebhookEndpoint' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.tested',
    summary: 'Test a webhook endpoint',
    description:
      'Sends `test.ping` to this endpoint and to no other, whatever events it asks for. The answer is the delivery; read it again to see what the receiver said.',
    params: WebhookEndpointParams,
    output: WebhookDelivery,
    errors: ['webhook_endpoint_not_found', 'webhook_endpoint_disabled', 'webhook_url_refused'],
    before: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.checkUrlFor(owner, id),
    handler: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.test(owner, id),
  }),

  defineOperation({
    id: 'webhookEndpoints.enable',
    rest: { method: 'POST', path: '/v1/webhook-endpoints/{id}/enable', status: 200 },
    graphql: { mutation: 'enableWebhookEndpoint' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.enabled',
    summary: 'Enable a webhook endpoint',
    description: 'What happens from now on is sent to it; `redeliver` brings back what it missed.',
    params: WebhookEndpointParams,
    output: WebhookEndpoint,
    errors: ['webhook_endpoint_not_found', 'webhook_url_refused'],
    before: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.checkUrlFor(owner, id),
    handler: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.enable(owner, id),
  }),

  defineOperation({
    id: 'webhookEndpoints.disable',
    rest: { method: 'POST', path: '/v1/webhook-endpoints/{id}/disable', status: 200 },
    graphql: { mutation: 'disableWebhookEndpoint' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.disabled',
    summary: 'Disable a webhook endpoint',
    description: 'Nothing is sent to it until it is enabled, and what was on its way is `cancelled`.',
    params: WebhookEndpointParams,
    output: WebhookEndpoint,
    errors: ['webhook_endpoint_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.webhookEndpoints.disable(owner, id),
  }),

  defineOperation({
    id: 'webhookEndpoints.redeliver',
    rest: { method: 'POST', path: '/v1/webhook-endpoints/{id}/redeliver', status: 202 },
    graphql: { mutation: 'redeliverWebhooks' },
    scope: 'webhooks:write',
    audit: 'webhook_endpoint.redelivered',
    summary: 'Send again what an endpoint missed',
    description:
      'Of the events since a time that the endpoint asks for: those whose delivery failed or was cancelled, and those that were never sent, as the endpoint was disabled. With `succeeded` in `statuses` also those that it has taken. At most 10,000 at a time, the oldest first. Each keeps its `webhook-id`.',
    params: WebhookEndpointParams,
    body: RedeliverWebhooks,
    output: RedeliveredWebhooks,
    errors: ['webhook_endpoint_not_found', 'webhook_endpoint_disabled'],
    handler: ({ id, ...which }, { actor: { owner }, services }) =>
      services.webhookEndpoints.redeliver(owner, id, which),
  }),
]

import { defineOperation } from '../../operation.ts'
import { WebhookEndpointParams } from '../webhook-endpoints/webhook-endpoints.schemas.ts'
import {
  WebhookDelivery,
  WebhookDeliveryList,
  WebhookDeliveryListQuery,
  WebhookDeliveryParams,
  WebhookDeliveryWithAttempts,
} from './webhook-deliveries.schemas.ts'

export const webhookDeliveryOperations = [
  defineOperation({
    id: 'webhookDeliveries.list',
    rest: { method: 'GET', path: '/v1/webhook-endpoints/{id}/deliveries', status: 200 },
    graphql: { query: 'webhookDeliveries' },
    scope: 'webhooks:read',
    audit: null,
    summary: 'List the deliveries of a webhook endpoint',
    description: 'Those of the last 90 days.',
    params: WebhookEndpointParams,
    query: WebhookDeliveryListQuery,
    output: WebhookDeliveryList,
    errors: ['webhook_endpoint_not_found', 'invalid_cursor'],
    handler: ({ id, ...query }, { actor: { owner }, services }) => services.webhookDeliveries.list(owner, id, query),
  }),

  defineOperation({
    id: 'webhookDeliveries.get',
    rest: { method: 'GET', path: '/v1/webhook-deliveries/{id}', status: 200 },
    graphql: { query: 'webhookDelivery' },
    scope: 'webhooks:read',
    audit: null,
    summary: 'Get a webhook delivery',
    description: 'With its attempts: what was sent, what was answered, how long it took.',
    params: WebhookDeliveryParams,
    output: WebhookDeliveryWithAttempts,
    errors: ['webhook_delivery_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.webhookDeliveries.get(owner, id),
  }),

  defineOperation({
    id: 'webhookDeliveries.redeliver',
    rest: { method: 'POST', path: '/v1/webhook-deliveries/{id}/redeliver', status: 202 },
    graphql: { mutation: 'redeliverWebhookDelivery' },
    scope: 'webhooks:write',
    audit: 'webhook_delivery.redelivered',
    summary: 'Make a webhook delivery again',
    description:
      'Begins a new round, whatever has become of it so far: at once, and after a failure by the same schedule as the first time. The event keeps its `webhook-id`.',
    params: WebhookDeliveryParams,
    output: WebhookDelivery,
    errors: ['webhook_delivery_not_found', 'webhook_endpoint_not_found', 'webhook_endpoint_disabled'],
    handler: ({ id }, { actor: { owner }, services }) => services.webhookDeliveries.redeliver(owner, id),
  }),
]

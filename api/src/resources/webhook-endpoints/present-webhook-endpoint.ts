import type { WebhookEndpoint } from '@coldframe/db'
import { EventFilter } from './webhook-endpoints.schemas.ts'

/** The endpoint as callers see it. A type of event that was given up since means nothing. */
export const presentWebhookEndpoint = (
  { previousSecretExpiresAt: end, eventTypes, ...endpoint }: WebhookEndpoint,
  now: Date,
) => ({
  ...endpoint,
  eventTypes: eventTypes.flatMap((type) => EventFilter.safeParse(type).data ?? []),
  previousSecretExpiresAt: end !== null && end > now ? end : null,
})

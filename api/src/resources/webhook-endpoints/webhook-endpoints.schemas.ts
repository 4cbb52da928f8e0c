import { eventTypes, webhookDisabledReasons, webhookEndpointStatuses } from '@coldframe/db'
import { z } from 'zod'
import {
  count,
  exampleIds,
  id,
  listOf,
  Metadata,
  MetadataChange,
  PageQuery,
  pathId,
  Timestamp,
  text,
  version,
} from '../../schemas.ts'

export const MOST_ENDPOINTS = 50
const MOST_OVERLAP_HOURS = 168
const LONGEST_URL = 2_048

/** More than there are, for the day that there are more. */
const MOST_TYPES = 200

const WebhookEndpointStatus = z.enum(webhookEndpointStatuses).meta({
  id: 'WebhookEndpointStatus',
  description: 'To a `disabled` one nothing is sent, and what happens meanwhile is missed; it can be redelivered.',
})

const WebhookDisabledReason = z.enum(webhookDisabledReasons).meta({
  id: 'WebhookDisabledReason',
  description:
    '`gone`: it answered 410. `failing`: it took nothing for 5 days. `user`: somebody asked for it. Null while it is enabled.',
})

export const EventFilter = z
  .enum(['*', ...eventTypes])
  .meta({ id: 'EventFilter', description: 'A type of event, or `*` for all, those that are yet to come included.' })

/** Visible ASCII without `#`; the rest is judged by the URL standard, and by DNS. */
const URL_FORM = '^https?://[!-"$-~]+$'

const url = z
  .string()
  .max(LONGEST_URL)
  .regex(new RegExp(URL_FORM))
  .meta({
    pattern: URL_FORM,
    description:
      'Where events are sent by POST. `https` on the public internet; in test mode `http` as well. Neither credentials nor a fragment; a host with other letters in its ASCII form.',
    examples: ['https://example.com/hooks/coldframe'],
  })

const description = text(500).meta({ description: 'For people.', examples: ['Production'] })

const types = z
  .array(EventFilter)
  .min(1)
  .max(MOST_TYPES)
  .meta({ description: 'Which events it gets.', examples: [['domain.ready', 'domain.failed']] })

export const WebhookEndpoint = z
  .object({
    id: id('webhook endpoint', exampleIds.webhookEndpoint),
    url,
    description: description.nullable(),
    eventTypes: types,
    status: WebhookEndpointStatus,
    disabledReason: WebhookDisabledReason.nullable(),
    disabledAt: Timestamp.nullable(),
    failingSince: Timestamp.nullable().meta({
      description: 'The first failure since the last success. After 5 days of nothing else it is disabled.',
    }),
    consecutiveFailures: count().meta({ description: 'Attempts that failed since the last success.' }),
    previousSecretExpiresAt: Timestamp.nullable().meta({
      description: 'Until then the secret before the present one signs as well; null while only one does.',
    }),
    metadata: Metadata,
    version: version(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'WebhookEndpoint', description: 'A URL of yours that events are sent to.' })

export const WebhookEndpointWithSecret = WebhookEndpoint.extend({
  secret: z.string().meta({
    pattern: '^whsec_[A-Za-z0-9+/]+=*$',
    maxLength: 100,
    description: 'Signs what is sent (Standard Webhooks). It is shown this once.',
    examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='],
  }),
}).meta({ id: 'WebhookEndpointWithSecret', description: 'A webhook endpoint, with its new secret.' })

export const WebhookEndpointList = listOf(WebhookEndpoint, 'WebhookEndpoint')

export const WebhookEndpointParams = z.strictObject({ id: pathId('webhook endpoint', exampleIds.webhookEndpoint) })

export const WebhookEndpointListQuery = PageQuery.extend({ status: WebhookEndpointStatus.optional() })

export const CreateWebhookEndpoint = z
  .strictObject({
    url,
    description: description.nullable().optional(),
    eventTypes: types.default(['*']),
    metadata: Metadata.optional(),
  })
  .meta({
    id: 'CreateWebhookEndpoint',
    description: 'An endpoint to make, in the mode (test or live) of the key that asks.',
    examples: [{ url: 'https://example.com/hooks/coldframe', eventTypes: ['*'] }],
  })
export type CreateWebhookEndpoint = z.output<typeof CreateWebhookEndpoint>

export const UpdateWebhookEndpoint = z
  .strictObject({
    url: url.optional(),
    description: description.nullable().optional(),
    eventTypes: types.optional(),
    metadata: MetadataChange.optional(),
  })
  .meta({
    id: 'UpdateWebhookEndpoint',
    description: 'What to change.',
    examples: [{ eventTypes: ['domain.ready', 'domain.failed'] }],
  })
export type UpdateWebhookEndpoint = z.output<typeof UpdateWebhookEndpoint>

export const RollWebhookSecret = z
  .strictObject({
    overlapHours: count(MOST_OVERLAP_HOURS).default(24).meta({
      description: 'How long the old secret still signs beside the new one, at most 7 days. 0 ends it at once.',
    }),
  })
  .meta({
    id: 'RollWebhookSecret',
    description: 'How one secret is to take the place of another.',
    examples: [{ overlapHours: 24 }],
  })

const Redeliverable = z.enum(['failed', 'cancelled', 'succeeded']).meta({
  id: 'RedeliverableStatus',
  description: 'What became of a delivery that is to be made again.',
})

export const RedeliverWebhooks = z
  .strictObject({
    since: Timestamp.meta({ description: 'Events that happened from then on; of those that the log still holds.' }),
    until: Timestamp.optional().meta({ description: 'Only those that happened before then.' }),
    statuses: z
      .array(Redeliverable)
      .min(1)
      .max(3)
      .default(['failed', 'cancelled'])
      .meta({ description: 'Deliveries that are made again. What was never tried is delivered in any case.' }),
  })
  .meta({
    id: 'RedeliverWebhooks',
    description: 'Which events are to be sent to the endpoint once more.',
    examples: [{ since: '2026-03-01T09:30:00.000Z' }],
  })
export type RedeliverWebhooks = z.output<typeof RedeliverWebhooks>

export const RedeliveredWebhooks = z
  .object({ count: count().meta({ description: 'How many deliveries are on their way.' }) })
  .meta({ id: 'RedeliveredWebhooks', description: 'What is sent once more.' })

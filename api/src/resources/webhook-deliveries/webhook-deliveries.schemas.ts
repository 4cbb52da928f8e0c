import { deliveryStatuses } from '@coldframe/db'
import { z } from 'zod'
import { count, exampleIds, id, listOf, PageQuery, pathId, sentence, Timestamp, text, word } from '../../schemas.ts'
import { EventType } from '../events/events.schemas.ts'

/** As many as are told. */
const MOST_ATTEMPTS = 100

const DeliveryStatus = z.enum(deliveryStatuses).meta({
  id: 'WebhookDeliveryStatus',
  description:
    '`pending`: before its first attempt. `retrying`: it failed and is tried again at `nextAttemptAt`. `cancelled`: its endpoint was disabled or deleted. The last three are ends; it can be redelivered.',
})

const statusCode = () => count(999).nullable().meta({ description: 'Of the answer; null where none came.' })
const errorCode = () =>
  word()
    .nullable()
    .meta({ description: 'Why it failed; null when it has not.', examples: ['timeout'] })

/** RFC 9110 section 5: names and values as they were, of a few headers. */
const headers = z
  .record(text(100), text(10_000))
  .meta({ maxProperties: 100, examples: [{ 'content-type': 'application/json' }] })

export const WebhookDelivery = z
  .object({
    id: id('delivery', exampleIds.delivery),
    endpointId: id('webhook endpoint', exampleIds.webhookEndpoint),
    eventId: id('event', exampleIds.event),
    eventType: EventType,
    eventSequence: count(Number.MAX_SAFE_INTEGER, 1).meta({ format: 'int64', examples: [41] }),
    status: DeliveryStatus,
    round: count().meta({ description: 'Rises each time it is redelivered.' }),
    attemptCount: count().meta({ description: 'Attempts so far, of all rounds.' }),
    nextAttemptAt: Timestamp.nullable().meta({
      description: 'When it is tried again; null when it is due, or has ended.',
    }),
    lastStatusCode: statusCode(),
    lastErrorCode: errorCode(),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'WebhookDelivery', description: 'An event on its way to a webhook endpoint.' })

const WebhookAttempt = z
  .object({
    number: count().meta({ description: 'Counted through all rounds.' }),
    round: count(),
    startedAt: Timestamp,
    durationMs: count(),
    request: z
      .object({ url: text(2_048), headers })
      .meta({ id: 'WebhookRequest', description: 'What was sent, without its signature. The body is the event.' }),
    response: z
      .object({
        status: count(999),
        headers,
        body: text(10_000).nullable().meta({ description: 'Its first 4 KiB.' }),
      })
      .meta({ id: 'WebhookResponse', description: 'What the receiver answered.' })
      .nullable()
      .meta({ description: 'Null where no answer came.' }),
    errorCode: errorCode(),
    errorMessage: sentence().nullable(),
  })
  .meta({ id: 'WebhookAttempt', description: 'One attempt to deliver an event.' })

export const WebhookDeliveryWithAttempts = WebhookDelivery.extend({
  attempts: z.array(WebhookAttempt).max(MOST_ATTEMPTS).meta({ description: 'The newest 100, oldest first.' }),
}).meta({ id: 'WebhookDeliveryWithAttempts', description: 'A delivery, with everything that was sent and answered.' })

export const WebhookDeliveryList = listOf(WebhookDelivery, 'WebhookDelivery')

export const WebhookDeliveryParams = z.strictObject({ id: pathId('delivery', exampleIds.delivery) })

export const WebhookDeliveryListQuery = PageQuery.extend({
  status: DeliveryStatus.optional(),
  eventType: EventType.optional(),
  eventId: id('event', exampleIds.event).optional().meta({ description: 'Only those of this event.' }),
})

import { type EventType, eventTypes } from '@coldframe/db'
import { eventCatalogue, eventSchemaOf } from '@coldframe/db/events'
import { exampleEvent } from '../resources/events/describe-event.ts'
import type { JsonObject, Schemas } from './schemas.ts'

/** What is sent to webhook endpoints, by the Standard Webhooks scheme. */
export const describeWebhooks = (schemas: Schemas): JsonObject =>
  Object.fromEntries(eventTypes.map((type) => [type, { post: describeWebhook(type, schemas) }]))

function describeWebhook(type: EventType, schemas: Schemas): JsonObject {
  const { summary } = eventCatalogue[type]
  return {
    operationId: `on.${type}`,
    tags: ['events'],
    summary,
    description: `${summary}: \`${type}\`. Delivered at least once, in no certain order: \`sequence\` tells the order, and \`id\` what came twice.`,
    security: [],
    parameters: signatureHeaders,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemas.refer(eventSchemaOf(type)), example: exampleEvent(type) } },
    },
    responses: {
      '2XX': { description: 'Taken. Any such answer within 15 seconds will do; its body counts for nothing.' },
      '3XX': { description: 'Not taken, and not tried again: redirects are never followed.' },
      '4XX': {
        description:
          'Not taken, and not tried again but after 408 and 429. After 410 the endpoint is disabled, and nothing is sent any more.',
      },
      '5XX': { description: 'Not taken: it is sent again later.' },
    },
  }
}

const header = (name: string, description: string, schema: JsonObject) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
})

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const signatureHeaders = [
  header('webhook-id', 'Id of the event, the same at each attempt.', {
    type: 'string',
    pattern: '^evt_[0-9a-z]{26}$',
    maxLength: 30,
  }),
  header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.', {
    type: 'integer',
    format: 'int64',
    minimum: 0,
    maximum: 99_999_999_999,
  }),
  header('webhook-signature', 'One or more signatures with spaces between, each `v1,` and base64 of an HMAC-SHA256.', {
    type: 'string',
    pattern: '^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)*$',
    maxLength: 500,
  }),
]

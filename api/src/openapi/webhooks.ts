import { type EventType, eventTypes } from '@coldframe/db'
import { describeEvent } from '../resources/events/events.schemas.ts'
import type { JsonObject, Schemas } from './schemas.ts'

const occasions: Record<EventType, string> = {
  'domain.created': 'A domain was ordered',
  'domain.ready': 'A domain can send',
  'domain.action_required': 'A domain waits for a person',
  'domain.failed': 'A domain could not be made',
  'domain.retired': 'A domain was retired',
  'mailbox.ready': 'A mailbox exists at the provider',
  'mailbox.failed': 'A mailbox could not be made',
  'mailbox.retired': 'A mailbox was retired',
  'operation.succeeded': 'An operation has done its work',
  'operation.failed': 'An operation has ended without',
  'operation.action_required': 'An operation waits for a person',
}

/** What is sent to webhook endpoints, by the Standard Webhooks scheme. */
export const describeWebhooks = (schemas: Schemas): JsonObject =>
  Object.fromEntries(eventTypes.map((type) => [type, { post: describeWebhook(type, schemas) }]))

function describeWebhook(type: EventType, schemas: Schemas): JsonObject {
  const { schema, tag } = describeEvent(type)
  return {
    operationId: `on.${type}`,
    tags: [tag],
    summary: occasions[type],
    description: `${occasions[type]}: \`${type}\`. Delivered at least once, in no certain order: \`sequence\` tells the order, and \`id\` what came twice.`,
    security: [],
    parameters: signatureHeaders,
    requestBody: { required: true, content: { 'application/json': { schema: schemas.refer(schema) } } },
    responses: {
      '2XX': { description: 'Taken. Any such answer within 15 seconds will do; its body is not read.' },
      '4XX': { description: 'Not taken. It is sent again after 408 and 429, and after 410 nothing is sent any more.' },
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

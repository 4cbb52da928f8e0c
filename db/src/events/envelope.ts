import { z } from 'zod'
import { type EventType, eventTypes } from '../enums.ts'
import type { EventData } from './catalogue.ts'
import {
  BlocklistEventData,
  DomainEventData,
  FleetEventData,
  MailboxEventData,
  MappingEventData,
  OperationEventData,
  RotationEventData,
  TestEventData,
  WebhookEndpointEventData,
} from './data.ts'
import { exampleIds, id, Timestamp } from './fields.ts'

/** Of its noun's types the one whose data are of another form. */
const MAPPED = 'rotation.mailbox_mapped'
type TypeOf<Noun extends string> = Exclude<Extract<EventType, `${Noun}.${string}`>, typeof MAPPED>

const typesOf = <Noun extends string>(noun: Noun) =>
  eventTypes.filter((type): type is TypeOf<Noun> => type.startsWith(`${noun}.`) && type !== MAPPED)

function eventOf<Type extends EventType, Data extends z.ZodType>(
  types: readonly Type[],
  data: Data,
  { name, description }: { name: string; description: string },
) {
  return z
    .object({
      id: id('event', exampleIds.event).meta({
        description: 'Id of the event, the same at each attempt to deliver it.',
      }),
      type: z.enum(types),
      timestamp: Timestamp.meta({ description: 'When it happened.' }),
      livemode: z.boolean().meta({ description: 'Whether it happened in the real world.' }),
      accountId: id('account', exampleIds.account),
      sequence: z
        .int()
        .min(1)
        .max(Number.MAX_SAFE_INTEGER)
        .meta({
          format: 'int64',
          description: 'Rises by one with each event of the account in its mode, without a gap.',
          examples: [41],
        }),
      data,
    })
    .meta({ id: name, description })
}

const Noun = z.enum(['domain', 'mailbox', 'operation', 'rotation', 'fleet', 'blocklist', 'webhook_endpoint', 'test'])

/** What is delivered for a type. */
export const eventSchemaOf = (type: EventType): z.ZodType =>
  type === MAPPED ? eventSchemas.rotation_mailbox : eventSchemas[Noun.parse(type.split('.')[0])]

/** What is listed, streamed and delivered, by noun. */
export const eventSchemas = {
  domain: eventOf(typesOf('domain'), DomainEventData, {
    name: 'DomainEvent',
    description: 'Something that happened to a domain.',
  }),
  mailbox: eventOf(typesOf('mailbox'), MailboxEventData, {
    name: 'MailboxEvent',
    description: 'Something that happened to a mailbox.',
  }),
  operation: eventOf(typesOf('operation'), OperationEventData, {
    name: 'OperationEvent',
    description: 'Something that happened to an operation.',
  }),
  rotation: eventOf(typesOf('rotation'), RotationEventData, {
    name: 'RotationEvent',
    description: 'Something that happened while a domain was replaced by another one.',
  }),
  fleet: eventOf(typesOf('fleet'), FleetEventData, {
    name: 'FleetEvent',
    description: 'What a fleet can send is under its target, or will be, or is so no more.',
  }),
  blocklist: eventOf(typesOf('blocklist'), BlocklistEventData, {
    name: 'BlocklistEvent',
    description: 'A blocklist took a domain or an address in, or let it go.',
  }),
  rotation_mailbox: eventOf([MAPPED], MappingEventData, {
    name: 'RotationMailboxEvent',
    description: 'A mailbox got a successor.',
  }),
  webhook_endpoint: eventOf(typesOf('webhook_endpoint'), WebhookEndpointEventData, {
    name: 'WebhookEndpointEvent',
    description: 'Something that happened to a webhook endpoint.',
  }),
  test: eventOf(typesOf('test'), TestEventData, {
    name: 'TestEvent',
    description: 'A test, delivered to the webhook endpoint that is tested and to no other.',
  }),
}

export const AnyEvent = z
  .discriminatedUnion('type', [
    eventSchemas.domain,
    eventSchemas.mailbox,
    eventSchemas.operation,
    eventSchemas.rotation,
    eventSchemas.fleet,
    eventSchemas.blocklist,
    eventSchemas.rotation_mailbox,
    eventSchemas.webhook_endpoint,
    eventSchemas.test,
  ])
  .meta({ id: 'Event', description: 'Something that happened. `type` tells what `data` is.' })
export type EventEnvelope = z.infer<typeof AnyEvent>

/** A row of the log. */
interface Logged {
  id: string
  type: EventType
  createdAt: Date
  livemode: boolean
  accountId: string
  sequence: number
  data: EventData
}

/**
 * The event as everybody gets it. Its JSON is the same each time, as webhooks are signed over it. That type and data belong together
 * was checked before they were written.
 */
export function envelopeOf({ id, type, createdAt, livemode, accountId, sequence, data }: Logged): EventEnvelope {
  return { id, type, timestamp: createdAt.toISOString(), livemode, accountId, sequence, data } as EventEnvelope
}

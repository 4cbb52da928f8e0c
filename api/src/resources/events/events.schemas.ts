import { type EventType, eventTypes } from '@coldframe/db'
import { z } from 'zod'
import { count, exampleIds, id, Timestamp } from '../../schemas.ts'
import { Domain } from '../domains/domains.schemas.ts'
import { Mailbox } from '../mailboxes/mailboxes.schemas.ts'
import { Operation } from '../operations/operations.schemas.ts'

type TypeOf<Noun extends string> = Extract<EventType, `${Noun}.${string}`>

const typesOf = <Noun extends string>(noun: Noun) =>
  eventTypes.filter((type): type is TypeOf<Noun> => type.startsWith(`${noun}.`))

function eventOf<Noun extends string, Data extends z.ZodType>(noun: Noun, name: string, data: Data) {
  return z
    .object({
      id: id('event', 'evt_01jd8k5f9q4rwxyzabcdefghju').meta({
        description: 'Id of the event, the same at each attempt to deliver it.',
      }),
      type: z.enum(typesOf(noun)),
      timestamp: Timestamp.meta({ description: 'When it happened.' }),
      livemode: z.boolean().meta({ description: 'Whether it happened in the real world.' }),
      accountId: id('account', exampleIds.account),
      sequence: count(Number.MAX_SAFE_INTEGER, 1).meta({
        format: 'int64',
        description: 'Rises by one with each event of the account in its mode, without a gap.',
        examples: [41],
      }),
      data,
    })
    .meta({ id: name, description: `Something that happened to a ${noun}.` })
}

const DomainEventData = Domain.pick({
  id: true,
  name: true,
  provider: true,
  residency: true,
  status: true,
  statusReason: true,
  health: true,
  metadata: true,
  readyAt: true,
  retiredAt: true,
}).meta({ id: 'DomainEventData', description: 'The domain as it was after the change.' })

const MailboxEventData = Mailbox.pick({
  id: true,
  domainId: true,
  address: true,
  displayName: true,
  status: true,
  statusReason: true,
  dailySendLimit: true,
  metadata: true,
}).meta({ id: 'MailboxEventData', description: 'The mailbox as it was after the change.' })

const OperationEventData = Operation.pick({ id: true, kind: true, domainId: true, message: true }).meta({
  id: 'OperationEventData',
  description: 'What became of the operation.',
})

const events = {
  domain: eventOf('domain', 'DomainEvent', DomainEventData),
  mailbox: eventOf('mailbox', 'MailboxEvent', MailboxEventData),
  operation: eventOf('operation', 'OperationEvent', OperationEventData),
}

const Noun = z.enum(['domain', 'mailbox', 'operation'])

/** What is delivered for a type, and the tag that it belongs to. */
export function describeEvent(type: EventType): { schema: z.ZodType; tag: string } {
  const noun = Noun.parse(type.split('.')[0])
  return { schema: events[noun], tag: noun === 'mailbox' ? 'mailboxes' : `${noun}s` }
}

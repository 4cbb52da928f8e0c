import { z } from 'zod'
import {
  count,
  DomainHealth,
  DomainStatus,
  exampleIds,
  hostName,
  id,
  MailboxStatus,
  Metadata,
  OperationKind,
  Provider,
  Residency,
  sentence,
  Timestamp,
  text,
  WebhookDisabledReason,
} from './fields.ts'

/** What an event carries, by the noun that it is about: the thing as it was after the change. Never a secret. */

const MOST_INT32 = 2 ** 31 - 1
const reason = () => sentence().nullable()

export const DomainEventData = z
  .strictObject({
    id: id('domain', exampleIds.domain),
    name: hostName().meta({ description: 'ASCII form, in lower case.', examples: ['xn--bcher-kva.ch'] }),
    provider: Provider,
    residency: Residency,
    status: DomainStatus,
    statusReason: reason().meta({ description: 'What a person has to do, or why it failed.' }),
    health: DomainHealth,
    metadata: Metadata,
    readyAt: Timestamp.nullable().meta({ description: 'When a message sent from it passed SPF, DKIM and DMARC.' }),
    retiredAt: Timestamp.nullable(),
  })
  .meta({ id: 'DomainEventData', description: 'The domain as it was after the change.' })
export type DomainEventData = z.infer<typeof DomainEventData>

export const MailboxEventData = z
  .strictObject({
    id: id('mailbox', exampleIds.mailbox),
    domainId: id('domain', exampleIds.domain),
    address: text(320).meta({ description: 'In lower case.', examples: ['anna.lee@getacme.com'] }),
    displayName: text(256).meta({ examples: ['Anna Lee'] }),
    status: MailboxStatus,
    statusReason: reason().meta({ description: 'Why it failed; null when nothing is wrong.' }),
    dailySendLimit: count(MOST_INT32).meta({ description: 'How many messages a sequencer may send from it today.' }),
    metadata: Metadata,
  })
  .meta({ id: 'MailboxEventData', description: 'The mailbox as it was after the change.' })
export type MailboxEventData = z.infer<typeof MailboxEventData>

export const OperationEventData = z
  .strictObject({
    id: id('operation', exampleIds.operation),
    kind: OperationKind,
    domainId: id('domain', exampleIds.domain),
    message: reason().meta({ description: 'What a person has to do, or why it failed.' }),
  })
  .meta({ id: 'OperationEventData', description: 'What became of the operation.' })
export type OperationEventData = z.infer<typeof OperationEventData>

const MappedMailbox = z
  .strictObject({
    mailboxId: id('mailbox', exampleIds.mailbox),
    domainId: id('domain', exampleIds.domain),
    address: text(320).meta({ description: 'In lower case.', examples: ['anna.lee@getacme.com'] }),
  })
  .meta({ id: 'MappedMailbox', description: 'One side of a mapping.' })

export const RotationEventData = z
  .strictObject({
    rotationId: id('rotation', exampleIds.rotation),
    from: MappedMailbox,
    to: MappedMailbox,
  })
  .meta({ id: 'RotationEventData', description: 'Which mailbox takes the place of which.' })
export type RotationEventData = z.infer<typeof RotationEventData>

export const WebhookEndpointEventData = z
  .strictObject({
    id: id('webhook endpoint', exampleIds.webhookEndpoint),
    url: text(2048).meta({ examples: ['https://example.com/hooks/coldframe'] }),
    disabledReason: WebhookDisabledReason,
    disabledAt: Timestamp,
    failingSince: Timestamp.nullable().meta({ description: 'The first failure since its last success.' }),
  })
  .meta({ id: 'WebhookEndpointEventData', description: 'The webhook endpoint as it was after the change.' })
export type WebhookEndpointEventData = z.infer<typeof WebhookEndpointEventData>

export const TestEventData = z
  .strictObject({
    webhookEndpointId: id('webhook endpoint', exampleIds.webhookEndpoint),
    message: sentence().meta({ examples: ['A test of this webhook endpoint.'] }),
  })
  .meta({ id: 'TestEventData', description: 'What a test says.' })
export type TestEventData = z.infer<typeof TestEventData>

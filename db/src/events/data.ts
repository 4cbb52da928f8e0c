import { z } from 'zod'
import { recordPurposes, recordStatuses } from '../enums.ts'
import {
  count,
  DomainHealth,
  DomainStatus,
  day,
  exampleIds,
  FleetShortage,
  FleetStatus,
  hostName,
  id,
  MailboxStatus,
  Metadata,
  OperationKind,
  Provider,
  Residency,
  RotationAfter,
  RotationBlock,
  RotationReason,
  RotationStatus,
  sentence,
  Timestamp,
  text,
  WebhookDisabledReason,
} from './fields.ts'

import { DomainVerdict } from './verdict.ts'

/** What an event carries, by the noun that it is about: the thing as it was after the change. Never a secret. */

const MOST_INT32 = 2 ** 31 - 1
const reason = () => sentence().nullable()

const DnsChange = z
  .strictObject({
    purpose: z.enum(recordPurposes),
    status: z.enum(recordStatuses),
    explanation: reason().meta({ description: 'What is wrong and what to do; null when nothing is.' }),
  })
  .meta({ id: 'DnsChange', description: 'What the records of one purpose are now.' })

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
    dns: z
      .array(DnsChange)
      .max(recordPurposes.length)
      .nullable()
      .optional()
      .meta({ description: 'What changed, of `domain.dns_drifted` and `domain.dns_restored`; null of all others.' }),
    verdict: DomainVerdict.nullable().optional().meta({
      description: 'What was said, of `domain.health_changed` and the events that come with it; null of all others.',
    }),
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
    id: id('rotation', exampleIds.rotation),
    domainId: id('domain', exampleIds.domain).meta({ description: 'The old domain.' }),
    replacementDomainId: id('domain', exampleIds.replacement)
      .nullable()
      .meta({ description: 'Null until there is one.' }),
    reason: RotationReason,
    status: RotationStatus,
    blockedReason: RotationBlock.nullable(),
    message: reason().meta({ description: 'What it waits for, and what a person can do.' }),
    after: RotationAfter,
    cutoverOn: day().nullable().meta({ description: 'The day, by the clock of the mode.' }),
    drainUntil: day()
      .nullable()
      .meta({ description: 'Until then replies to the old addresses are read, by the clock of the mode.' }),
    mailboxes: z
      .strictObject({ mapped: count(MOST_INT32), unmapped: count(MOST_INT32) })
      .meta({ id: 'RotationMailboxCounts', description: 'Old mailboxes that have a successor, and that have none.' }),
  })
  .meta({ id: 'RotationEventData', description: 'The rotation as it was after the change.' })
export type RotationEventData = z.infer<typeof RotationEventData>

export const MappingEventData = z
  .strictObject({
    rotationId: id('rotation', exampleIds.rotation),
    from: MappedMailbox,
    to: MappedMailbox,
  })
  .meta({ id: 'MappingEventData', description: 'Which mailbox takes the place of which.' })
export type MappingEventData = z.infer<typeof MappingEventData>

export const BlocklistEventData = z
  .strictObject({
    domainId: id('domain', exampleIds.domain),
    domainName: hostName().meta({ examples: ['getacme.com'] }),
    list: text(30).meta({ examples: ['dbl'] }),
    object: z.enum(['domain', 'ip']).meta({ description: 'What the list keeps: names or addresses.' }),
    target: text(255).meta({ description: 'The name or the address.', examples: ['getacme.com'] }),
    code: text(50)
      .nullable()
      .meta({ description: 'As the list answered.', examples: ['127.0.1.2'] }),
    reason: reason().meta({ description: 'What the code means, in words; null when it is on the list no more.' }),
    observedAt: Timestamp,
  })
  .meta({ id: 'BlocklistEventData', description: 'What a blocklist says of a domain, or of an address it sends from.' })
export type BlocklistEventData = z.infer<typeof BlocklistEventData>

export const FleetEventData = z
  .strictObject({
    id: id('fleet', exampleIds.fleet),
    name: text(100).meta({ examples: ['Acme outbound'] }),
    status: FleetStatus,
    dailySendTarget: count(MOST_INT32).meta({ description: 'What it is to be able to send a day.' }),
    capacity: count(MOST_INT32).meta({
      description: 'What it can send a day: today, or on `lowFrom` where that is given.',
    }),
    lowFrom: day()
      .nullable()
      .meta({ description: 'The first day on which less than the target is expected, by the clock of the mode.' }),
    shortage: FleetShortage.nullable(),
    message: reason().meta({ description: 'What is missing, and what a person can do.' }),
  })
  .meta({ id: 'FleetEventData', description: 'What the fleet can send.' })
export type FleetEventData = z.infer<typeof FleetEventData>

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

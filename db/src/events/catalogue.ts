import type { z } from 'zod'
import type { EventType } from '../enums.ts'
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
import { exampleIds } from './fields.ts'
import type { DomainVerdict } from './verdict.ts'

interface EventEntry<Data extends z.ZodType> {
  /** One line: when it is raised. */
  summary: string
  data: Data
  example: z.input<Data>
  /** Its form is settled, and nothing raises it yet: receivers can be written for it. */
  isAnnounced?: true
}

const domain: DomainEventData = {
  id: exampleIds.domain,
  name: 'getacme.com',
  provider: 'microsoft365',
  residency: 'eu',
  status: 'provisioning',
  statusReason: null,
  health: 'unknown',
  metadata: { campaign: 'spring' },
  readyAt: null,
  retiredAt: null,
  dns: null,
  verdict: null,
}

const mailbox: MailboxEventData = {
  id: exampleIds.mailbox,
  domainId: exampleIds.domain,
  address: 'anna.lee@getacme.com',
  displayName: 'Anna Lee',
  status: 'warming',
  statusReason: null,
  dailySendLimit: 0,
  metadata: {},
}

const operation: OperationEventData = {
  id: exampleIds.operation,
  kind: 'domains.create',
  domainId: exampleIds.domain,
  message: null,
}

const rotation: RotationEventData = {
  id: exampleIds.rotation,
  domainId: exampleIds.domain,
  replacementDomainId: exampleIds.replacement,
  reason: 'worn',
  status: 'planned',
  blockedReason: null,
  message: null,
  after: 'rest',
  cutoverOn: null,
  drainUntil: null,
  mailboxes: { mapped: 0, unmapped: 0 },
}

const done: Partial<RotationEventData> = {
  cutoverOn: '2026-03-20',
  drainUntil: '2026-04-03',
  mailboxes: { mapped: 10, unmapped: 0 },
}

const verdict: DomainVerdict = {
  day: '2026-04-20',
  health: 'watch',
  previousHealth: 'healthy',
  cause: 'domain',
  since: '2026-04-20',
  expectedDaysLeft: null,
  evidence: [
    {
      family: 'placement',
      subject: 'gmail',
      conclusion: 'alarm',
      value: 0.42,
      lower: 0.31,
      upper: 0.53,
      threshold: 0.2,
      sampleSize: 120,
      from: '2026-04-07',
      to: '2026-04-20',
      explanation:
        'Of 120 neutral messages to gmail 42 % lay in the spam folder (at least 31 %); the threshold is 20 %.',
    },
  ],
}

const aboutRotation = (summary: string, change: Partial<RotationEventData>): EventEntry<typeof RotationEventData> => ({
  summary,
  data: RotationEventData,
  example: { ...rotation, ...change },
})

const fleet: FleetEventData = {
  id: exampleIds.fleet,
  name: 'Acme outbound',
  status: 'low',
  dailySendTarget: 5_000,
  capacity: 4_650,
  lowFrom: '2026-03-20',
  shortage: 'spend_ceiling',
  message: 'Orders of 3 domains do not fit under the spend ceiling: it lacks USD 345.00.',
}

const aboutFleet = (summary: string, change: Partial<FleetEventData>): EventEntry<typeof FleetEventData> => ({
  summary,
  data: FleetEventData,
  example: { ...fleet, ...change },
})

const aboutDomain = (summary: string, change: Partial<DomainEventData>): EventEntry<typeof DomainEventData> => ({
  summary,
  data: DomainEventData,
  example: { ...domain, ...change },
})

const aboutHealth = (
  summary: string,
  { health, previousHealth = 'healthy' }: Pick<DomainVerdict, 'health'> & Partial<DomainVerdict>,
) =>
  aboutDomain(summary, {
    status: 'active',
    health,
    readyAt: '2026-03-01T10:15:00.000Z',
    verdict: { ...verdict, health, previousHealth },
  })

const aboutMailbox = (summary: string, change: Partial<MailboxEventData>): EventEntry<typeof MailboxEventData> => ({
  summary,
  data: MailboxEventData,
  example: { ...mailbox, ...change },
})

const aboutOperation = (summary: string, message: string | null): EventEntry<typeof OperationEventData> => ({
  summary,
  data: OperationEventData,
  example: { ...operation, message },
})

/** Whatever is told of events is told from here: OpenAPI, docs/events.md, the SDK's types. */
export const eventCatalogue = {
  'domain.created': aboutDomain('A domain was ordered', {}),
  'domain.ready': aboutDomain('A domain can send', { status: 'warming', readyAt: '2026-03-01T10:15:00.000Z' }),
  'domain.action_required': aboutDomain('A domain waits for a person', {
    status: 'action_required',
    statusReason: 'Delegate getacme.com to ns1.coldframe.net and ns2.coldframe.net at your registrar.',
  }),
  'domain.failed': aboutDomain('A domain could not be made', {
    status: 'failed',
    statusReason: 'The registrar refused getacme.com: the name is reserved.',
  }),
  'domain.activated': aboutDomain('A domain is warmed up: its mailboxes have reached the bar of its profile', {
    status: 'active',
    health: 'healthy',
    readyAt: '2026-03-01T10:15:00.000Z',
  }),
  'domain.retired': aboutDomain('A domain was retired', {
    status: 'retired',
    readyAt: '2026-03-01T10:15:00.000Z',
    retiredAt: '2026-06-01T08:00:00.000Z',
  }),
  'domain.health_changed': aboutHealth('What the evidence says of a domain has changed', { health: 'watch' }),
  'domain.worn': aboutHealth('A domain delivers less and less: plan its replacement', { health: 'worn' }),
  'domain.burned': aboutHealth('A domain is no longer fit to send: its limits are 0', { health: 'burned' }),
  'domain.burn_retracted': aboutHealth('A domain that was called burned is not: later evidence says otherwise', {
    health: 'watch',
    previousHealth: 'burned',
  }),
  'domain.dns_drifted': aboutDomain('Records of a domain are no longer as they should be', {
    status: 'active',
    readyAt: '2026-03-01T10:15:00.000Z',
    dns: [
      {
        purpose: 'spf',
        status: 'missing',
        explanation: 'Publish TXT getacme.com "v=spf1 include:spf.protection.outlook.com -all".',
      },
    ],
  }),
  'domain.dns_restored': aboutDomain('All records of a domain are as they should be again', {
    status: 'active',
    readyAt: '2026-03-01T10:15:00.000Z',
    dns: [{ purpose: 'spf', status: 'correct', explanation: null }],
  }),
  'mailbox.ready': aboutMailbox('A mailbox exists at the provider', {}),
  'mailbox.failed': aboutMailbox('A mailbox could not be made', {
    status: 'failed',
    statusReason: 'The provider refused the address.',
  }),
  'mailbox.replaced': aboutMailbox('A mailbox was replaced by another one: it sends nothing any more', {
    status: 'active',
  }),
  'mailbox.paused': aboutMailbox(
    'A mailbox is paused, by a person or because its domain burned or its provider restricted it: send nothing from it',
    { status: 'paused' },
  ),
  'mailbox.resumed': aboutMailbox('A pause ended; the limit of the day follows', { status: 'warming' }),
  'mailbox.limit_changed': aboutMailbox(
    'How many messages a sequencer may send from a mailbox today is another number',
    {
      dailySendLimit: 12,
    },
  ),
  'mailbox.retired': aboutMailbox('A mailbox was retired', { status: 'retired' }),
  'operation.succeeded': aboutOperation('An operation has done its work', null),
  'operation.failed': aboutOperation(
    'An operation has ended without',
    'The registrar refused getacme.com: the name is reserved.',
  ),
  'operation.action_required': aboutOperation(
    'An operation waits for a person',
    'Delegate getacme.com to ns1.coldframe.net and ns2.coldframe.net at your registrar.',
  ),
  'rotation.planned': aboutRotation('A domain is to be replaced', { replacementDomainId: null }),
  'rotation.started': aboutRotation('A replacement was chosen or ordered, and the rotation begins', {
    status: 'overlap',
  }),
  'rotation.mailbox_mapped': {
    summary: 'A mailbox has a successor on another domain: send from that one',
    data: MappingEventData,
    example: {
      rotationId: exampleIds.rotation,
      from: { mailboxId: exampleIds.mailbox, domainId: exampleIds.domain, address: 'anna.lee@getacme.com' },
      to: { mailboxId: exampleIds.successor, domainId: exampleIds.replacement, address: 'anna.lee@tryacme.com' },
    },
  },
  'blocklist.listed': {
    summary: 'A domain, or an address it sends from, is on a blocklist',
    data: BlocklistEventData,
    example: {
      domainId: exampleIds.domain,
      domainName: 'getacme.com',
      list: 'dbl',
      object: 'domain',
      target: 'getacme.com',
      code: '127.0.1.2',
      reason: 'a domain of spam or of low reputation',
      observedAt: '2026-03-06T09:30:00.000Z',
    },
  },
  'blocklist.cleared': {
    summary: 'It is on that blocklist no more',
    data: BlocklistEventData,
    example: {
      domainId: exampleIds.domain,
      domainName: 'getacme.com',
      list: 'dbl',
      object: 'domain',
      target: 'getacme.com',
      code: null,
      reason: null,
      observedAt: '2026-03-09T09:30:00.000Z',
    },
  },
  'rotation.cutover': aboutRotation('All successors have taken their places; each was told before', {
    ...done,
    status: 'draining',
  }),
  'rotation.completed': aboutRotation('The old domain has been drained, and rests or is retired', {
    ...done,
    status: 'completed',
  }),
  'rotation.blocked': aboutRotation('A rotation waits: `blockedReason` says for what', {
    status: 'blocked',
    replacementDomainId: null,
    blockedReason: 'no_spare',
    message: 'No spare can take the place. Name a replacement, or a name to order.',
  }),
  'rotation.cancelled': aboutRotation('A rotation was given up', { status: 'cancelled' }),
  'fleet.capacity_low': aboutFleet(
    'A fleet sends less than its target, or will before a replacement could be ready',
    {},
  ),
  'fleet.capacity_restored': aboutFleet('A fleet sends its target again, and is expected to go on so', {
    status: 'kept',
    capacity: 5_350,
    lowFrom: null,
    shortage: null,
    message: null,
  }),
  'webhook_endpoint.disabled': {
    summary: 'A webhook endpoint was disabled, as it is gone or took nothing for days',
    data: WebhookEndpointEventData,
    example: {
      id: exampleIds.webhookEndpoint,
      url: 'https://example.com/hooks/coldframe',
      disabledReason: 'failing',
      disabledAt: '2026-03-06T09:30:00.000Z',
      failingSince: '2026-03-01T09:28:41.000Z',
    },
  },
  'test.ping': {
    summary: 'Somebody tries whether a webhook endpoint works',
    data: TestEventData,
    example: { webhookEndpointId: exampleIds.webhookEndpoint, message: 'A test of this webhook endpoint.' },
  },
} as const satisfies Record<EventType, EventEntry<z.ZodType>>

type Catalogue = typeof eventCatalogue
export type EventData<Type extends EventType = EventType> = z.infer<Catalogue[Type]['data']>

/** The types whose data are `Data`. */
export type EventTypeWith<Data> = { [Type in EventType]: EventData<Type> extends Data ? Type : never }[EventType]
type About<Data> = { type: EventTypeWith<Data>; subjectId: string; data: Data }

export type NewEvent =
  | About<DomainEventData>
  | About<MailboxEventData>
  | About<OperationEventData>
  | About<RotationEventData>
  | About<FleetEventData>
  | About<BlocklistEventData>
  | About<MappingEventData>
  | About<WebhookEndpointEventData>
  | About<TestEventData>

/** Throws when the data are not what the catalogue promises for the type: a fault of whoever raises the event. */
export function checkEvent({ type, data }: NewEvent): void {
  eventCatalogue[type].data.parse(data)
}

import type { OperationKind, OutboxMessage } from '@coldframe/db'

/** What the API and the workflows agree on: names, ids, inputs, signals, steps. */

export const taskQueue = 'coldframe'

/** Ids only: whoever needs more reads it, so that nothing secret or stale lies in a history. */
export interface OperationInput {
  accountId: string
  livemode: boolean
  domainId: string
  operationId: string
  /** The request that caused it, for logs. */
  requestId?: string | undefined
  /** The W3C trace context of that request. */
  traceparent?: string | undefined
}

export interface MailboxOperationInput extends OperationInput {
  mailboxIds: string[]
}

/** Goes on with a step that needs a person, after the person did it. */
export const RETRY_SIGNAL = 'retry'
/** Undoes what can be undone and ends the operation. */
export const CANCEL_SIGNAL = 'cancel'

/** Types of activity failures that end an attempt for good: a person may mend the first kind, nobody the second. */
export const NEEDS_PERSON = 'NeedsPerson'
export const FAILED_FOR_GOOD = 'FailedForGood'

export const provisionSteps = [
  'register_domain',
  'delegate_nameservers',
  'create_tenant',
  'accept_agreement',
  'order_licences',
  'add_domain',
  'publish_verification',
  'verify_domain',
  'publish_mail_records',
  'create_mailboxes',
  'await_mailboxes',
  'enable_dkim',
  'verify_dns',
  'prove_mail',
] as const
export type ProvisionStep = (typeof provisionSteps)[number]

export const retireSteps = ['remove_mailboxes', 'stop_renewals', 'remove_dns_records'] as const
export const addMailboxesSteps = ['order_licences', 'create_mailboxes', 'await_mailboxes'] as const
export const updateMailboxSteps = ['rename_mailbox'] as const
export const removeMailboxesSteps = ['remove_mailboxes'] as const

export type StepName =
  | ProvisionStep
  | (typeof retireSteps)[number]
  | (typeof addMailboxesSteps)[number]
  | (typeof updateMailboxSteps)[number]
  | (typeof removeMailboxesSteps)[number]

interface Plan {
  workflowType: string
  /** The lock: two starts under one id are one run. */
  workflowId: (input: OperationInput) => string
  steps: readonly StepName[]
}

/** One workflow for each kind of operation. */
export const plans: Record<OperationKind, Plan> = {
  'domains.create': {
    workflowType: 'provisionDomain',
    workflowId: ({ domainId }) => `provision-domain/${domainId}`,
    steps: provisionSteps,
  },
  'domains.retire': {
    workflowType: 'retireDomain',
    workflowId: ({ operationId }) => `retire-domain/${operationId}`,
    steps: retireSteps,
  },
  'mailboxes.create': {
    workflowType: 'addMailboxes',
    workflowId: ({ operationId }) => `add-mailboxes/${operationId}`,
    steps: addMailboxesSteps,
  },
  'mailboxes.update': {
    workflowType: 'updateMailbox',
    workflowId: ({ operationId }) => `update-mailbox/${operationId}`,
    steps: updateMailboxSteps,
  },
  'mailboxes.delete': {
    workflowType: 'removeMailboxes',
    workflowId: ({ operationId }) => `remove-mailboxes/${operationId}`,
    steps: removeMailboxesSteps,
  },
}

/** The outbox row that starts an operation's workflow, to be written with the operation itself. */
export function startMessage(kind: OperationKind, input: OperationInput | MailboxOperationInput): OutboxMessage {
  const { workflowType, workflowId } = plans[kind]
  return { kind: 'workflow_start', workflowType, workflowId: workflowId(input), input: { ...input } }
}

export function signalMessage(workflowId: string, signal: typeof RETRY_SIGNAL | typeof CANCEL_SIGNAL): OutboxMessage {
  return { kind: 'workflow_signal', workflowId, signal, input: {} }
}

/** One round of a delivery, from its second attempt on. */
export interface RetryDeliveryInput {
  accountId: string
  livemode: boolean
  deliveryId: string
  /** A redelivery begins another one. */
  round: number
  /** What the receiver asked for in its first answer. */
  retryAfterMs?: number | null | undefined
}

export function retryDeliveryMessage(input: RetryDeliveryInput): OutboxMessage {
  const workflowId = `retry-delivery/${input.deliveryId}/${input.round}`
  return { kind: 'workflow_start', workflowType: 'retryDelivery', workflowId, input: { ...input } }
}

/** Ids only, as everywhere. */
export interface RotationInput {
  accountId: string
  livemode: boolean
  rotationId: string
}

/** Something has happened that the rotation would otherwise see only on its next day. */
export const NEWS_SIGNAL = 'news'

export const rotationWorkflowId = (rotationId: string) => `rotate-domain/${rotationId}`

export function rotateDomainMessage(input: RotationInput): OutboxMessage {
  const workflowId = rotationWorkflowId(input.rotationId)
  return { kind: 'workflow_start', workflowType: 'rotateDomain', workflowId, input: { ...input } }
}

export function rotationNewsMessage(rotationId: string): OutboxMessage {
  return { kind: 'workflow_signal', workflowId: rotationWorkflowId(rotationId), signal: NEWS_SIGNAL, input: {} }
}

export interface RunDomainInput {
  accountId: string
  livemode: boolean
  domainId: string
}

/** Says that something has changed which the day depends on: a pause, its end, a limit, the end of the domain. */
export const LOOK_AGAIN_SIGNAL = 'look_again'

const runDomainId = (domainId: string) => `run-domain/${domainId}`

/** Lives as long as the domain, and ticks once a day. */
export const runDomainMessage = (input: RunDomainInput): OutboxMessage => ({
  kind: 'workflow_start',
  workflowType: 'runDomain',
  workflowId: runDomainId(input.domainId),
  input: { ...input },
})

export const lookAgainMessage = (domainId: string): OutboxMessage => ({
  kind: 'workflow_signal',
  workflowId: runDomainId(domainId),
  signal: LOOK_AGAIN_SIGNAL,
  input: {},
})

export interface KeepFleetInput {
  accountId: string
  livemode: boolean
  fleetId: string
}

const keepFleetId = (fleetId: string) => `keep-fleet/${fleetId}`

/** Lives as long as the fleet, and looks after it once a day. */
export const keepFleetMessage = (input: KeepFleetInput): OutboxMessage => ({
  kind: 'workflow_start',
  workflowType: 'keepFleet',
  workflowId: keepFleetId(input.fleetId),
  input: { ...input },
})

/** The fleet was changed, or one of its domains was lost. */
export const lookAtFleetMessage = (fleetId: string): OutboxMessage => ({
  kind: 'workflow_signal',
  workflowId: keepFleetId(fleetId),
  signal: LOOK_AGAIN_SIGNAL,
  input: {},
})

export interface FleetOutlook {
  /** Nobody keeps it any more. */
  isOver: boolean
  /** When it is to be looked at again, in real milliseconds since 1970. */
  nextLookAt: number
}

export interface FleetActivities {
  lookAfterFleet(input: KeepFleetInput): Promise<FleetOutlook>
}

/** The activities of a domain's day. */
export interface DayActivities {
  gatherEvidence(input: RunDomainInput): Promise<void>
  judgeDomain(input: RunDomainInput): Promise<void>
  planDay(input: RunDomainInput): Promise<DayOutline>
  exchangeMail(input: RunDomainInput): Promise<DayOutline>
}

/** When a domain has something to do, in real milliseconds since 1970. */
export interface DayOutline {
  /** The domain has ended: nothing is left to do, ever. */
  isOver: boolean
  /** Still to come today. */
  windows: number[]
  nextDayAt: number
}

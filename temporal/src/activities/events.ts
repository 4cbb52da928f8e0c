import type { Domain, Mailbox, NewEvent, OperationKind } from '@coldframe/db'
import type { DomainEventData, EventTypeWith, MailboxEventData, OperationEventData } from '@coldframe/db/events'

/** Event data are the resource as it is after the change; secrets are never part of a resource. */
export function domainEvent(
  type: EventTypeWith<DomainEventData>,
  domain: Domain,
  more: Pick<DomainEventData, 'dns'> = {},
): NewEvent {
  const { id, name, provider, residency, status, statusReason, health, metadata } = domain
  const times = { readyAt: written(domain.readyAt), retiredAt: written(domain.retiredAt) }
  return {
    type,
    subjectId: id,
    data: { id, name, provider, residency, status, statusReason, health, metadata, ...times, ...more },
  }
}

export function mailboxEvent(type: EventTypeWith<MailboxEventData>, mailbox: Mailbox): NewEvent {
  const { id, domainId, address, displayName, status, statusReason, dailySendLimit, metadata } = mailbox
  return {
    type,
    subjectId: id,
    data: { id, domainId, address, displayName, status, statusReason, dailySendLimit, metadata },
  }
}

export function operationEvent(
  type: EventTypeWith<OperationEventData>,
  operation: { id: string; kind: OperationKind; domainId: string },
  message: string | null,
): NewEvent {
  const { id, kind, domainId } = operation
  return { type, subjectId: id, data: { id, kind, domainId, message } }
}

const written = (time: Date | null) => time?.toISOString() ?? null

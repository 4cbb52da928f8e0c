import type { Domain, EventType, Mailbox, NewEvent } from '@coldframe/db'

/** Event data are the resource as it is after the change; secrets are never part of a resource. */
export function domainEvent(type: EventType, domain: Domain): NewEvent {
  const { id, name, provider, residency, status, statusReason, health, metadata, readyAt, retiredAt } = domain
  return {
    type,
    subjectId: id,
    data: { id, name, provider, residency, status, statusReason, health, metadata, readyAt, retiredAt },
  }
}

export function mailboxEvent(type: EventType, mailbox: Mailbox): NewEvent {
  const { id, domainId, address, displayName, status, statusReason, dailySendLimit, metadata } = mailbox
  return {
    type,
    subjectId: id,
    data: { id, domainId, address, displayName, status, statusReason, dailySendLimit, metadata },
  }
}

export function operationEvent(
  type: EventType,
  operation: { id: string; kind: string; domainId: string },
  message: string | null,
): NewEvent {
  const { id, kind, domainId } = operation
  return { type, subjectId: id, data: { id, kind, domainId, message } }
}

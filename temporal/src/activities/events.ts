import type { Domain, Fleet, Mailbox, NewEvent, OperationKind, Rotation, RotationMailbox } from '@coldframe/db'
import type {
  DomainEventData,
  EventTypeWith,
  FleetEventData,
  MailboxEventData,
  OperationEventData,
  RotationEventData,
} from '@coldframe/db/events'

/** Event data are the resource as it is after the change; secrets are never part of a resource. */
export function domainEvent(
  type: EventTypeWith<DomainEventData>,
  domain: Domain,
  { dns = null, verdict = null }: Pick<DomainEventData, 'dns' | 'verdict'> = {},
): NewEvent {
  const { id, name, provider, residency, status, statusReason, health, metadata } = domain
  const times = { readyAt: written(domain.readyAt), retiredAt: written(domain.retiredAt) }
  return {
    type,
    subjectId: id,
    data: { id, name, provider, residency, status, statusReason, health, metadata, ...times, dns, verdict },
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

export function rotationEvent(
  type: EventTypeWith<RotationEventData>,
  rotation: Rotation,
  mailboxes: Pick<RotationMailbox, 'newMailboxId'>[],
): NewEvent {
  const { id, domainId, replacementDomainId, reason, status, blockedReason, message } = rotation
  const { after, cutoverOn, drainUntil } = rotation
  const mapped = mailboxes.filter(({ newMailboxId }) => newMailboxId !== null).length
  return {
    type,
    subjectId: id,
    data: {
      id,
      domainId,
      replacementDomainId,
      reason,
      status,
      blockedReason,
      message,
      after,
      cutoverOn,
      drainUntil,
      mailboxes: { mapped, unmapped: mailboxes.length - mapped },
    },
  }
}

export const fleetEvent = (
  type: EventTypeWith<FleetEventData>,
  { id, name, status, dailySendTarget, lowFrom, shortage }: Fleet,
  { capacity, message }: Pick<FleetEventData, 'capacity' | 'message'>,
): NewEvent => ({
  type,
  subjectId: id,
  data: { id, name, status, dailySendTarget, capacity, lowFrom, shortage, message },
})

/** Null for one that has no successor. */
export function mappingEvent(row: RotationMailbox): NewEvent | null {
  const { rotationId, newMailboxId, newDomainId, newAddress } = row
  if (newMailboxId === null || newDomainId === null || newAddress === null) return null
  return {
    type: 'rotation.mailbox_mapped',
    subjectId: rotationId,
    data: {
      rotationId,
      from: { mailboxId: row.oldMailboxId, domainId: row.oldDomainId, address: row.oldAddress },
      to: { mailboxId: newMailboxId, domainId: newDomainId, address: newAddress },
    },
  }
}

const written = (time: Date | null) => time?.toISOString() ?? null

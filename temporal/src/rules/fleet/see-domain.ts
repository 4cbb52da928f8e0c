import type { DomainHealth, DomainStatus } from '@coldframe/db/enums'
import type { FleetRole } from './fleet-state.ts'
import { capacityOn, type DomainKind, fullCapacity } from './ramp-capacity.ts'

/** A domain of a fleet as it stands in the books. */
export interface BookedDomain {
  status: DomainStatus
  health: DomainHealth
  isSpare: boolean
  /** It is the old one, or the new one, of a rotation under way. */
  isReplaced: boolean
  isSuccessor: boolean
  /** Its day of the ramp, from 1. */
  rampDay: number
  /** Those of its mailboxes that can send. */
  mailboxes: number
}

export interface SeenDomain {
  role: FleetRole
  capacity: number
}

const gone = new Set<DomainStatus>(['retiring', 'retired', 'failed', 'cancelled'])
export const hasLeft = ({ status }: Pick<BookedDomain, 'status'>): boolean => gone.has(status)

/**
 * What a domain is to its fleet; null for one that the fleet cannot count on any more. Of two that a rotation joins only the successor
 * counts, so that no capacity is counted twice.
 */
export function seeDomain(domain: BookedDomain, kind: DomainKind): SeenDomain | null {
  if (hasLeft(domain)) return null
  if (domain.status === 'provisioning' || domain.status === 'action_required') return at('provisioning')
  if (domain.isReplaced) return domain.health === 'burned' ? null : at('resting')
  if (domain.status === 'resting') return at('resting')
  const capacity = capacityOf(domain, kind)
  if (domain.isSuccessor) return { role: 'active', capacity }
  if (domain.isSpare) return { role: 'spare', capacity }
  return { role: capacity >= fullCapacity(kind) ? 'active' : 'ramping', capacity }
}

const at = (role: FleetRole): SeenDomain => ({ role, capacity: 0 })

/** By the ramp and not by the limits of today, which weekends and jitter move. */
const capacityOf = ({ rampDay, mailboxes }: BookedDomain, kind: DomainKind) =>
  Math.floor(capacityOn(kind, rampDay) * Math.min(1, mailboxes / kind.mailboxesPerDomain))

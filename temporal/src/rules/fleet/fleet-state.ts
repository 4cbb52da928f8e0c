import type { DomainHealth, FleetRole } from '@coldframe/db/enums'
import type { SeenLosses } from './burn-rate.ts'
import type { DomainKind } from './ramp-capacity.ts'

export type { FleetRole }

export interface FleetDomain {
  id: string
  role: FleetRole
  /** What the verdict says; never more than that. */
  health: DomainHealth
  /** What the sequencer may send today, or could if a spare were promoted. */
  capacity: number
  /** Its day of the ramp, from 1; 0 before mail may go out. */
  rampDay: number
  /** Days in its role. */
  daysInRole: number
}

export interface FleetState {
  targetPerDay: number
  kind: DomainKind
  /** The most of the fleet's domains that may wait as spares, 0 to 1. */
  spareRatio: number
  domains: readonly FleetDomain[]
  seen: SeenLosses
  /** What may still be spent this month; null where nothing limits it. */
  spendLeftCents: number | null
  /** What one more domain comes to in its first month. */
  orderCents: number
}

export type FleetReason =
  | 'burned'
  | 'worn'
  | 'rested'
  | 'not_recovered'
  | 'capacity_low'
  | 'capacity_ample'
  | 'stock_low'
  | 'spend_ceiling'
  | 'burn_rate_too_high'

export type FleetAction =
  | { do: 'rotate'; domainId: string; spareId: string; reason: FleetReason }
  | { do: 'retire' | 'rest' | 'requalify' | 'promote' | 'park'; domainId: string; reason: FleetReason }
  | { do: 'order'; slot: number; reason: FleetReason }
  /** What a person must settle: `missing` domains cannot be ordered. */
  | { do: 'ask'; missing: number; missingCents: number | null; reason: FleetReason }

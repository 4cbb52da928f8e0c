import type { FleetShortage, FleetStatus } from '@coldframe/db/enums'
import type { FleetAction } from './fleet-state.ts'
import type { ForecastDay } from './forecast.ts'

export interface FleetPosition {
  /** As it was judged last. */
  status: FleetStatus
  targetPerDay: number
  /** Days between an order and its full capacity: what is low by then can only be told, not mended. */
  leadDays: number
  forecast: readonly ForecastDay[]
  actions: readonly FleetAction[]
  /** Rotations that wait for somebody to agree. */
  approvals: number
}

export interface FleetJudgement {
  status: FleetStatus
  shortage: FleetShortage | null
  missingDomains: number
  missingCents: number | null
  /** Days from today, and what is expected then; null where the target is kept within the lead time. */
  low: { inDays: number; capacity: number } | null
}

/** How a fleet stands after today's plan. A target that was never reached is not low yet: it is being built. */
export function judgeFleet(position: FleetPosition): FleetJudgement {
  const { status: before, targetPerDay, leadDays, forecast, approvals } = position
  const ask = position.actions.find((action) => action.do === 'ask')
  const under = forecast.find(({ day, capacity }) => day <= leadDays && capacity.middle < targetPerDay)
  const isBuilding = before === 'building' && (forecast[0]?.capacity.middle ?? 0) < targetPerDay
  const low = under && !isBuilding ? { inDays: under.day, capacity: under.capacity.middle } : null
  return {
    status: isBuilding ? 'building' : low ? 'low' : 'kept',
    shortage: ask ? shortageOf(ask) : approvals > 0 ? 'approval' : low ? 'losses' : null,
    missingDomains: ask?.missing ?? 0,
    missingCents: ask?.missingCents ?? null,
    low,
  }
}

const shortageOf = ({ reason }: FleetAction): FleetShortage =>
  reason === 'burn_rate_too_high' ? 'burn_rate_too_high' : 'spend_ceiling'

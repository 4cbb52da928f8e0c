import type { Ramp } from './ramp.ts'
import { volumeOn } from './ramp.ts'

/** What can hold a mailbox's volume down, in the words that users read. */
export type LimitName =
  | 'paused'
  | 'worn'
  | 'burned'
  /** The exchange has a few days before the sequencer's first message. */
  | 'not_started'
  | 'exchange_off'
  | 'ramp'
  | 'profile_cap'
  | 'provider_cap'
  | 'own_limit'
  /** The successor takes over what this one gives away. */
  | 'rotation'
  /** Never more than one step above the day before, whatever was missed. */
  | 'bounded_step'
  | 'watch'
  | 'after_gap'
  | 'domain_ramp'
  | 'tenant_budget'
  | 'weekend'
  | 'jitter'

export interface Limit {
  limit: LimitName
  value: number
}

/** The lowest one binds; of several, the first. */
export function bindingOf(limits: readonly Limit[]): Limit {
  const [first, ...rest] = limits
  if (!first) throw new RangeError('there is no limit')
  return rest.reduce((lowest, limit) => (limit.value < lowest.value ? limit : lowest), first)
}

/** On watch the volume is held for this long, and then goes back by a step a day. */
const WATCH_HOLD_DAYS = 2
/** A weekend and a day: a mailbox that was silent for longer comes back lower. */
const GAP_GRACE_DAYS = 3

export interface Course {
  rampDay: number
  /** Of the last day on which it was allowed any; null before the first. */
  last: number | null
  /** Days on watch in a row, this one included; 0 where the verdict is another. */
  watchDays: number
  /** Days since it last sent; 1 is yesterday, 0 where it never did. */
  gapDays: number
}

/** The ramp, and what keeps a mailbox below it. */
export function limitsOfRamp(ramp: Ramp, { rampDay, last, watchDays, gapDays }: Course): Limit[] {
  const limits: Limit[] = [
    { limit: 'ramp', value: volumeOn({ ...ramp, cap: Number.POSITIVE_INFINITY }, rampDay) },
    { limit: 'profile_cap', value: ramp.cap },
  ]
  if (last !== null) limits.push({ limit: 'bounded_step', value: Math.max(ramp.start, last + ramp.step) })
  if (watchDays > 0) limits.push({ limit: 'watch', value: onWatch(ramp, last ?? ramp.start, watchDays) })
  if (last !== null && gapDays > GAP_GRACE_DAYS) {
    const stepsBack = ramp.step * (gapDays - GAP_GRACE_DAYS)
    limits.push({ limit: 'after_gap', value: Math.max(ramp.start, last - stepsBack) })
  }
  return limits
}

/** One that is below its start already, by a limit of its user, stays where it is. */
function onWatch({ start, step }: Ramp, last: number, watchDays: number): number {
  if (watchDays <= WATCH_HOLD_DAYS) return last
  return Math.max(Math.min(start, last), last - step)
}

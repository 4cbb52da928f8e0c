import type { Domain, RotationReason } from '@coldframe/db'
import { isLost } from './choose-replacement.ts'

/** An old mailbox, with what it might send a day when the overlap began. */
export interface Drained {
  id: string
  baseLimit: number
}

/**
 * Longer than any profile's ramp takes (conservative: day 15 to day 33), with room for weeks on which the ramp was held. After it the
 * replacement takes over with what it has reached.
 */
export const LONGEST_OVERLAP_DAYS = 60

/**
 * What the old mailboxes may still send while the new ones send `newTotal`: all that lacks to what they had, shared by what each
 * had. So the sum of both is never below what it was.
 */
export function capsOfOverlap(old: readonly Drained[], newTotal: number): { id: string; cap: number }[] {
  const baseTotal = totalOf(old)
  const wanted = Math.max(0, baseTotal - Math.max(0, newTotal))
  const shares = old.map(({ id, baseLimit }) => {
    const exact = baseTotal === 0 ? 0 : (baseLimit * wanted) / baseTotal
    return { id, cap: Math.floor(exact), rest: exact - Math.floor(exact) }
  })
  // Largest remainder: those that lost most by rounding get one more, until the sum is right.
  let missing = wanted - shares.reduce((sum, { cap }) => sum + cap, 0)
  for (const share of shares.toSorted((a, b) => b.rest - a.rest)) {
    if (missing <= 0) break
    share.cap++
    missing--
  }
  return shares.map(({ id, cap }) => ({ id, cap }))
}

export const totalOf = (old: readonly Drained[]): number => old.reduce((sum, { baseLimit }) => sum + baseLimit, 0)

export interface Overlap {
  reason: RotationReason
  /** What the old mailboxes might send a day when it began. */
  baseTotal: number
  /** What the successors may send today. */
  newTotal: number
  /** Since it began, by the mode's clock. */
  days: number
  replacement: Pick<Domain, 'status' | 'health' | 'readyAt'>
}

/**
 * `now` when the new mailboxes carry what the old ones did. A burned domain carries nothing: there the first message that the new one
 * may send is a gain. A domain that never sent is followed at once when somebody asked for it.
 */
export function mayCutOver({ reason, baseTotal, newTotal, days, replacement }: Overlap): 'now' | 'wait' | 'lost' {
  if (isLost(replacement)) return 'lost'
  if (replacement.readyAt === null) return 'wait'
  if (newTotal > 0) {
    const isEnough = newTotal >= baseTotal || reason === 'burned' || days >= LONGEST_OVERLAP_DAYS
    return isEnough ? 'now' : 'wait'
  }
  const isUnused = baseTotal === 0 && (reason === 'requested' || reason === 'planned')
  return isUnused ? 'now' : 'wait'
}

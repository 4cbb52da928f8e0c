import type { Clock, Rotation } from '@coldframe/db'
import { dayOf } from '../days.ts'

/** How a rotation stands after a look at it. */
export interface Outlook {
  status: Rotation['status']
  /** Real milliseconds until the next look; null when it has ended. */
  waitMs: number | null
}

const DAY_MS = 86_400_000
/** Limits of a day are planned at its start: they are read after that. */
const LOOK_AT = DAY_MS / 4
/** A domain that is being made tells when it is ready; this is for one that somebody has retired or cancelled. */
const ORDER_POLL_MS = 10 * 60_000

export function outlookOf({ status }: Rotation, clock: Clock): Outlook {
  switch (status) {
    case 'completed':
    case 'cancelled':
      return { status, waitMs: null }
    case 'planned':
      return { status, waitMs: 0 }
    case 'ordering':
      return { status, waitMs: Math.min(ORDER_POLL_MS, clock.dayMs) }
    case 'awaiting_approval':
    case 'overlap':
    case 'draining':
    case 'blocked':
      return { status, waitMs: untilNextLook(clock) }
  }
}

/** One look a day. */
function untilNextLook(clock: Clock): number {
  const now = clock.now()
  const today = Date.parse(dayOf(now)) + LOOK_AT
  const next = new Date(today > now.getTime() ? today : today + DAY_MS)
  return Math.max(1, Math.ceil(clock.realTimeOf(next).getTime() - Date.now()))
}

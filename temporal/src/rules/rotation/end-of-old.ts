import type { RotationAfter, RotationReason } from '@coldframe/db'

const DAY_MS = 86_400_000

/** Partner Center: a subscription can be cancelled for its unused days within seven days of its purchase or renewal. */
export const REFUND_DAYS = 7

/** A burned name is not used again; one that is only worn can rest and be tried again. */
export const afterOf = (reason: RotationReason): RotationAfter => (reason === 'burned' ? 'retire' : 'rest')

/**
 * When a domain whose replies were read for long enough is retired, in real time as licences are bought in it. In the first days of a term
 * at once, while the rest of the term can be had back. Later the term is paid for anyhow: replies are read until a day before its end.
 */
export function retireTime(drainedAt: Date, licencesSince: Date | null): Date {
  if (licencesSince === null || licencesSince > drainedAt) return drainedAt
  const { start, end } = termAt(licencesSince, drainedAt)
  if (drainedAt.getTime() - start.getTime() < REFUND_DAYS * DAY_MS) return drainedAt
  return new Date(Math.max(drainedAt.getTime(), end.getTime() - DAY_MS))
}

/** The monthly term in which `time` lies. A term that began on the 31st ends with a shorter month. */
function termAt(since: Date, time: Date): { start: Date; end: Date } {
  let months = (time.getUTCFullYear() - since.getUTCFullYear()) * 12 + time.getUTCMonth() - since.getUTCMonth()
  if (addMonths(since, months) > time) months--
  return { start: addMonths(since, months), end: addMonths(since, months + 1) }
}

function addMonths(date: Date, months: number): Date {
  const moved = new Date(date)
  moved.setUTCMonth(date.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay))
  return moved
}

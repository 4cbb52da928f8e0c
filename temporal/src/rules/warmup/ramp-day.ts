import { daysBetween } from './calendar-date.ts'
import { usableDay } from './ramp.ts'

/**
 * The ramp's day, from 1. It advances by days on which mail really went out, and never faster than the calendar: an
 * outage is not made up for. A start in the future, or one that is no date, is day 1.
 * `startedOn`, `today`: `2026-03-01` in the mailbox's zone. `sentDays`: days before today on which it sent something.
 */
export function rampDayOf({ startedOn, today, sentDays }: { startedOn: string; today: string; sentDays: number }) {
  const age = daysBetween(startedOn, today)
  return Math.min(usableDay(age === null ? 1 : age + 1), usableDay(sentDays + 1))
}

/** Days since it last sent: 1 is yesterday. Zero where it never did, or where the dates make no sense. */
export function gapDaysOf({ lastSentOn, today }: { lastSentOn: string | null; today: string }): number {
  if (lastSentOn === null) return 0
  return Math.max(0, daysBetween(lastSentOn, today) ?? 0)
}

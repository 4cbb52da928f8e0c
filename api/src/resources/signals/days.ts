import type { Days } from '@coldframe/db'
import { type DaysQuery, MOST_DAYS } from './signals.schemas.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
/** The first year that Postgres knows. */
const FIRST_DAY = '0001-01-01'
const dayOf = (ms: number) => new Date(Math.max(ms, Date.parse(FIRST_DAY))).toISOString().slice(0, 10)
const later = (one: string, other: string) => (one > other ? one : other)

/** The days that are asked for: those of the last month where nothing is said, and of many the last. */
export function daysOf({ from, to }: DaysQuery, now: Date): Days {
  const last = later(to ?? dayOf(now.getTime()), FIRST_DAY)
  const daysBefore = (days: number) => dayOf(Date.parse(last) - days * DAY_MS)
  return { from: later(from ?? daysBefore(DEFAULT_DAYS - 1), daysBefore(MOST_DAYS - 1)), to: last }
}

import type { Clock } from '@coldframe/db'
import type { DayOutline } from '../../contracts.ts'
import { type Calendar, defaultWorkingHours } from '../../rules/warmup/calendar.ts'
import { shareOf } from '../../rules/warmup/random.ts'
import type { Books } from './read-books.ts'

/** So many times a day mail is sent and looked for: one activity each, however many mailboxes. */
const WINDOWS = 6
/** Domains of one zone do not all begin in the same second. */
const SPREAD_MINUTES = 60
const DAY_MS = 86_400_000

export function outlineOf(
  { domain, warmup, today }: Books,
  clock: Clock,
  { instantOf }: Pick<Calendar, 'instantOf'>,
): DayOutline {
  const { fromMinute, toMinute } = warmup.hours ?? defaultWorkingHours
  const real = (date: string, minute: number) =>
    clock.realTimeOf(new Date(instantOf(warmup.zone, date, minute))).getTime()
  const part = (toMinute - fromMinute) / WINDOWS
  const late = Math.floor(shareOf(`late ${domain.id}`) * SPREAD_MINUTES)
  const ends = Array.from({ length: WINDOWS }, (_, index) => Math.floor(fromMinute + part * (index + 1)) + late)
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
  const now = clock.realTimeOf(clock.now()).getTime()
  return {
    isOver: false,
    windows: ends.map((minute) => real(today, minute)).filter((at) => at > now),
    nextDayAt: real(tomorrow, late),
  }
}

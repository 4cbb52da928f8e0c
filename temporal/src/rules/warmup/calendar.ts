import { weekdayOf } from './calendar-date.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface WorkingHours {
  /** Minutes since midnight in the mailbox's zone. */
  fromMinute: number
  toMinute: number
  /** ISO 8601 weekdays, 1 is Monday. */
  weekend: readonly number[]
}

export const defaultWorkingHours: WorkingHours = { fromMinute: 8 * 60, toMinute: 18 * 60, weekend: [6, 7] }

export const isWeekend = (date: string, { weekend }: Pick<WorkingHours, 'weekend'>): boolean =>
  weekend.includes(weekdayOf(date) ?? 0)

/** Hours that hold at least one, in one day, and leave at least one day of work. */
export const areWorkingHours = ({ fromMinute, toMinute, weekend }: WorkingHours): boolean =>
  Number.isInteger(fromMinute) &&
  Number.isInteger(toMinute) &&
  fromMinute >= 0 &&
  toMinute <= 24 * 60 &&
  toMinute - fromMinute >= 60 &&
  new Set(weekend).size < 7 &&
  weekend.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)

/** The IANA name in its usual spelling, or null where no such zone exists. A bare offset is no zone: it knows no summer. */
export function canonicalZone(zone: string): string | null {
  if (!/^[A-Za-z]/.test(zone)) return null
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

export interface LocalTime {
  /** `2026-03-01` */
  date: string
  minute: number
}

/** Clocks of zones. Formatters are slow to make and are kept. */
export function createCalendar() {
  const formats = new Map<string, Intl.DateTimeFormat>()

  function formatOf(zone: string): Intl.DateTimeFormat {
    const known = formats.get(zone)
    if (known) return known
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
    return format
  }

  /** Throws a RangeError for a zone that does not exist. */
  function localTime(zone: string, instantMs: number): LocalTime {
    const parts = formatOf(zone).formatToParts(instantMs)
    const read = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
    return {
      date: `${read('year').padStart(4, '0')}-${read('month')}-${read('day')}`,
      minute: Number(read('hour')) * 60 + Number(read('minute')),
    }
  }

  function offsetMs(zone: string, instantMs: number): number {
    const { date, minute } = localTime(zone, instantMs)
    return Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS - Math.floor(instantMs / MINUTE_MS) * MINUTE_MS
  }

  /** Of a time that the clocks skip in spring, the instant after it; of one that comes twice, the first. */
  function instantOf(zone: string, date: string, minute: number): number {
    const asUtc = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS
    const before = offsetMs(zone, asUtc - DAY_MS)
    const after = offsetMs(zone, asUtc + DAY_MS)
    const fitting = [before, after].find((offset) => offsetMs(zone, asUtc - offset) === offset)
    return asUtc - (fitting ?? before)
  }

  return { localTime, instantOf }
}
export type Calendar = ReturnType<typeof createCalendar>

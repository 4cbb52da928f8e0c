const DAY_MS = 86_400_000

/** Days since 1970-01-01 of `2026-03-01`; null for what is no date (`2026-02-30`). */
export function dayNumberOf(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const instant = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== date) return null
  return instant / DAY_MS
}

export function daysBetween(from: string, to: string): number | null {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)]
  return first === null || last === null ? null : last - first
}

/** 1 is Monday, 7 is Sunday (ISO 8601); null for what is no date. */
export function weekdayOf(date: string): number | null {
  const day = dayNumberOf(date)
  // 1970-01-01 was a Thursday.
  return day === null ? null : ((((day + 3) % 7) + 7) % 7) + 1
}

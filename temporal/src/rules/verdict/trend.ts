import { effectiveSize } from './intervals.ts'

export interface DailyCount {
  day: number
  bad: number
  total: number
}

export interface Trend {
  perDay: number
  /** The slope in its own standard errors. */
  z: number
  /** Where the line stands on the last day. */
  now: number
}

/** A line through the daily shares, each weighted by the messages it rests on; null where there is no line to draw. */
export function trendOf(days: DailyCount[], correlation: number): Trend | null {
  const points = days
    .filter(({ total }) => total > 0)
    .map(({ day, bad, total }) => ({ day, rate: bad / total, weight: effectiveSize(total, correlation) }))
  const last = points.at(-1)
  const sum = (value: (point: (typeof points)[number]) => number) => points.reduce((all, p) => all + value(p), 0)
  const weight = sum((p) => p.weight)
  if (!last || points.length < 3) return null
  const meanDay = sum((p) => p.weight * p.day) / weight
  const mean = sum((p) => p.weight * p.rate) / weight
  const spread = sum((p) => p.weight * (p.day - meanDay) ** 2)
  const perDay = sum((p) => p.weight * (p.day - meanDay) * p.rate) / spread
  const deviation = Math.sqrt(Math.max(mean * (1 - mean), 1 / weight) / spread)
  return { perDay, z: perDay / deviation, now: mean + perDay * (last.day - meanDay) }
}

import type { Interval } from '../intervals.ts'
import { betaQuantile } from './special-functions.ts'

/**
 * Clopper and Pearson 1934, each side with the given risk. For rare events, where Wilson's lower bound is too bold: it
 * flags 1 complaint of 25 as above 0.3 %.
 */
export function clopperPearson(bad: number, total: number, risk: number): Interval {
  if (total <= 0) return { lower: 0, upper: 1 }
  return {
    lower: bad <= 0 ? 0 : betaQuantile(risk, bad, total - bad + 1),
    upper: bad >= total ? 1 : bad <= 0 ? 1 - risk ** (1 / total) : betaQuantile(1 - risk, bad + 1, total - bad),
  }
}

/**
 * How many independent messages the messages of one day are worth (Kish 1965): they share their day's weather, so the
 * thousandth of a day says less than the first.
 */
export const effectiveSize = (total: number, correlation: number) =>
  total <= 0 ? 0 : total / (1 + Math.max(0, total - 1) * correlation)

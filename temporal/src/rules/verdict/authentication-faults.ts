import type { DayNumbers } from './numbers.ts'
import { thresholds } from './thresholds.ts'

const { refusals, leastRefusals, afterDays } = thresholds.authentication

export function authenticationRefusals(day: DayNumbers): { bad: number; total: number } {
  const providers = Object.values(day.providers)
  return {
    bad: providers.reduce((sum, { authentication = 0 }) => sum + authentication, 0),
    total: providers.reduce((sum, { sent }) => sum + sent, 0),
  }
}

export function isUnauthenticated(day: DayNumbers): boolean {
  const { bad, total } = authenticationRefusals(day)
  return day.isAuthenticated === false || (bad >= leastRefusals && bad >= total * refusals)
}

/** Days on which mail that was not authenticated explains whatever else is seen. */
export function faultyDays(days: DayNumbers[]): Set<number> {
  const faulty = days.filter(isUnauthenticated).map(({ day }) => day)
  return new Set(faulty.flatMap((day) => Array.from({ length: afterDays + 1 }, (_, after) => day + after)))
}

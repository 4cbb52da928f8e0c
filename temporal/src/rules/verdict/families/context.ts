import { faultyDays } from '../authentication-faults.ts'
import type { DayNumbers, Numbers } from '../numbers.ts'
import { providersOf } from '../streams.ts'
import { thresholds } from '../thresholds.ts'

/** What a family of evidence reads. */
export interface Context {
  numbers: Numbers
  today: number
  /** All days that are kept. */
  days: DayNumbers[]
  /** Those on which nothing but the domain explains what is seen. */
  authenticated: DayNumbers[]
  /** The recipient providers of these days. */
  providers: string[]
  faulty: Set<number>
}

export function contextOf(numbers: Numbers): Context {
  const { days } = numbers
  const faulty = faultyDays(days)
  const authenticated = days.filter(({ day }) => !faulty.has(day))
  return { numbers, today: numbers.day ?? 0, days, authenticated, providers: providersOf(days), faulty }
}

export const recentWindow = (today: number) => ({ fromDay: today - thresholds.days.recent + 1, toDay: today })

import { addEvidence } from './add-evidence.ts'
import type { DayEvidence } from './evidence.ts'
import type { Numbers } from './numbers.ts'

/**
 * The counts of these days anew, in place of what was known of them: signals and reports come late. Days after the newest one are
 * left to the judge, and what was learned of a domain's normal stays, as it is learned from older days only.
 */
export function renewDays(numbers: Numbers, evidence: DayEvidence[]): Numbers {
  const { day: newest } = numbers
  if (newest === null) return numbers
  const late = evidence.filter(({ day }) => day <= newest)
  const renewed = new Set(late.map(({ day }) => day))
  const kept = { ...numbers, days: numbers.days.filter(({ day }) => !renewed.has(day)) }
  return late.reduce(addEvidence, kept)
}

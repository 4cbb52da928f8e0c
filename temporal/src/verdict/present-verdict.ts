import type { DomainHealth } from '@coldframe/db'
import { type DomainVerdict, MOST_FINDINGS, type VerdictFinding } from '@coldframe/db/events'
import { explainFinding } from '../rules/verdict/explain-finding.ts'
import { type Finding, isSuspicious } from '../rules/verdict/finding.ts'
import { type Verdict, verdictSchema } from '../rules/verdict/verdict.ts'

const DAY_MS = 86_400_000

/** Days since 1970-01-01 as `2026-03-01`, and back. */
export const wordDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** As it was kept. */
export const readVerdict = (kept: unknown): Verdict => verdictSchema.parse(kept)

/** A verdict as it is told: with what speaks against the domain, or with all that was looked at. */
export function presentVerdict(
  { day, health, cause, sinceDay, findings, wear }: Verdict,
  previousHealth: DomainHealth,
  which: (finding: Finding) => boolean = isSuspicious,
): DomainVerdict {
  return {
    day: wordDay(day),
    health,
    previousHealth,
    cause,
    since: sinceDay === null ? null : wordDay(sinceDay),
    expectedDaysLeft: wear?.expectedDaysLeft ?? null,
    evidence: findings.filter(which).slice(0, MOST_FINDINGS).map(presentFinding),
  }
}

function presentFinding(finding: Finding): VerdictFinding {
  const { family, subject, conclusion, value, interval, threshold, sampleSize, window } = finding
  return {
    family,
    subject: subject === null ? null : subject.slice(0, 300),
    conclusion,
    value,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    threshold,
    sampleSize,
    from: wordDay(window.fromDay),
    to: wordDay(window.toDay),
    explanation: explainFinding(finding),
  }
}

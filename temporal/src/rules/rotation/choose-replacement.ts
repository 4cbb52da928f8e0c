import type { Domain } from '@coldframe/db'

/** What is looked at of a domain that could take another one's place. */
export interface Candidate
  extends Pick<Domain, 'id' | 'provider' | 'residency' | 'brandDomain' | 'status' | 'health' | 'readyAt'> {
  /** Those that can send. */
  mailboxCount: number
}

export const replacementFaults = {
  replacement_is_same: 'A domain cannot take its own place.',
  replacement_provider_differs: 'It has another mailbox provider.',
  replacement_residency_differs: 'Its mail rests elsewhere.',
  replacement_brand_differs: 'It sends for another brand.',
  replacement_not_ready: 'It is not ready to send, or is on its way out.',
  replacement_unfit: 'It is worn or burned itself.',
  replacement_not_warm: 'It is not warmed up.',
  replacement_taken: 'It is part of another rotation.',
} as const
export type ReplacementFault = keyof typeof replacementFaults

/**
 * Why a domain cannot take the place of `old`, or null. One that a person names may still be warming up, or be watched: it ramps up
 * beside the old one. What nobody looked at must be warm and without a finding; no data is enough only after a whole warmup.
 */
export function faultOfReplacement(old: Candidate, candidate: Candidate, isNamed: boolean): ReplacementFault | null {
  const { id, provider, residency, brandDomain, status, health, readyAt } = candidate
  if (id === old.id) return 'replacement_is_same'
  if (provider !== old.provider) return 'replacement_provider_differs'
  if (residency !== old.residency) return 'replacement_residency_differs'
  if (brandDomain !== old.brandDomain) return 'replacement_brand_differs'
  if (readyAt === null || (status !== 'warming' && status !== 'active')) return 'replacement_not_ready'
  if (isLost(candidate)) return 'replacement_unfit'
  if (isNamed) return null
  return status === 'active' && health !== 'watch' ? null : 'replacement_not_warm'
}

/** A replacement that has worn, burned or ended meanwhile replaces nothing. */
export const isLost = ({ status, health }: Pick<Domain, 'status' | 'health'>): boolean =>
  health === 'worn' || health === 'burned' || ['resting', 'retiring', 'retired', 'failed', 'cancelled'].includes(status)

/** The spare in which most old mailboxes find a place; then a proven one, then the smallest, then the oldest. Null when none will do. */
export function chooseReplacement<Spare extends Candidate>(old: Candidate, spares: readonly Spare[]): Spare | null {
  const fitting = spares.filter((spare) => faultOfReplacement(old, spare, false) === null)
  const places = ({ mailboxCount }: Candidate) => Math.min(mailboxCount, old.mailboxCount)
  const isProven = ({ health }: Candidate) => (health === 'healthy' ? 1 : 0)
  const [best] = fitting.toSorted(
    (a, b) =>
      places(b) - places(a) || isProven(b) - isProven(a) || a.mailboxCount - b.mailboxCount || (a.id < b.id ? -1 : 1),
  )
  return best ?? null
}

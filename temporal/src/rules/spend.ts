/** What an order may come to, and how much of it is left. */
export interface SpendLimits {
  /** Of this order alone; null when the caller set none. */
  maxSpend: { cents: number; currency: string } | null
  /** Of the account and month; null for none. */
  ceilingCents: number | null
  /** What orders of this month hold already. */
  takenCents: number
  /** Of the account, and so of its ceiling. */
  currency: string
}

export type SpendFault = 'currency_mismatch' | 'max_spend_exceeded' | 'spend_ceiling_exceeded'

/** Why an order must not be placed, or null. Nothing is converted: amounts of two currencies cannot be compared. */
export function faultOfSpend(
  { totalCents, currency }: { totalCents: number; currency: string },
  { maxSpend, ceilingCents, takenCents, currency: accountCurrency }: SpendLimits,
): SpendFault | null {
  if (accountCurrency !== currency || (maxSpend && maxSpend.currency !== currency)) return 'currency_mismatch'
  if (maxSpend && totalCents > maxSpend.cents) return 'max_spend_exceeded'
  // What costs nothing is possible even where a ceiling was lowered below what is spent.
  if (ceilingCents !== null && totalCents > 0 && takenCents + totalCents > ceilingCents) return 'spend_ceiling_exceeded'
  return null
}

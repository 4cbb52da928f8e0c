/** A tenant without a paid licence counts as a trial. */
const TRIAL_BUDGET = 5_000

/**
 * How many external recipients a tenant may write to in any 24 hours; a message to three counts three. Microsoft's
 * tenant external recipient rate limit (Exchange team, February 2025). What is more is refused for the whole tenant.
 */
export function tenantSendBudget({ licences, isTrial = false }: { licences: number; isTrial?: boolean }): number {
  if (isTrial || !Number.isFinite(licences) || licences < 1) return TRIAL_BUDGET
  return Math.round(500 * Math.floor(licences) ** 0.7 + 9_500)
}

/**
 * What the limits of one day may come to. Any 24 hours touch two days at most, so with half for each no order in which
 * mail goes out can pass the budget: not even a whole day's mail in the evening and the next day's in the morning.
 */
export const dayShareOfBudget = (budget: number): number => Math.floor(budget / 2)

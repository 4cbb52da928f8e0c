/** How often domains are lost: a gamma distribution, of losses per domain and month. */
export interface BurnRate {
  shape: number
  /** Domain-months. */
  exposure: number
}

export const DAYS_PER_MONTH = 30

/**
 * 15 % a month, the middle of what is reported at volume (10 to 20 %), worth as much as 20 domain-months of a fleet's own
 * data: a fleet of 20 domains believes itself as much as the prior after one month.
 */
const prior: BurnRate = { shape: 3, exposure: 20 }

/** Older losses tell of other lists and other copy. */
export const BURN_WINDOW_DAYS = 120

/** What was seen in the last `BURN_WINDOW_DAYS`; a domain that was lost counts up to its loss. */
export interface SeenLosses {
  losses: number
  domainDays: number
}

export function estimateBurnRate({ losses, domainDays }: SeenLosses): BurnRate {
  return { shape: prior.shape + usable(losses), exposure: prior.exposure + usable(domainDays) / DAYS_PER_MONTH }
}

const usable = (count: number) => (Number.isFinite(count) && count > 0 ? count : 0)

export const meanBurnRate = ({ shape, exposure }: BurnRate): number => shape / exposure

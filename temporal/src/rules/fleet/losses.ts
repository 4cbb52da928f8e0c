import { logGamma } from '../verdict/special-functions.ts'
import { type BurnRate, DAYS_PER_MONTH } from './burn-rate.ts'

/**
 * Domains are not lost one by one only: a provider's change of mind, or a list shared by all, takes many at once. One such
 * loss of a third in three years is assumed; no public figure has a source.
 */
const common = { perMonth: 1 / 36, share: 1 / 3 }

/** Chance of exactly 0, 1, 2 … losses: Poisson over a rate that is itself uncertain, which is a negative binomial. */
function chances(rate: BurnRate, domains: number, days: number): number[] {
  const time = (domains * days) / DAYS_PER_MONTH / rate.exposure
  const chance = (count: number) =>
    Math.exp(
      logGamma(rate.shape + count) -
        logGamma(rate.shape) -
        logGamma(count + 1) +
        count * Math.log(time / (1 + time)) -
        rate.shape * Math.log1p(time),
    )
  if (time <= 0) return [1]
  return Array.from({ length: domains + 1 }, (_, count) => chance(count))
}

/** How many of `domains` may be lost in `days`, so that more are lost with a chance of 1 - `quantile` only. */
export function lossesToExpect(rate: BurnRate, domains: number, days: number, quantile: number): number {
  if (domains <= 0) return 0
  const single = chances(rate, domains, days)
  const chanceOfCommon = 1 - Math.exp((-common.perMonth * days) / DAYS_PER_MONTH)
  const taken = Math.ceil(domains * common.share)
  let sum = 0
  for (let lost = 0; lost < domains; lost += 1) {
    sum += (1 - chanceOfCommon) * (single[lost] ?? 0) + chanceOfCommon * (single[lost - taken] ?? 0)
    if (sum >= quantile) return lost
  }
  return domains
}

/** No fleet of one account has more; beyond it a target is refused. */
export const LARGEST_FLEET = 2_000

/**
 * How many domains must be there or on their way, so that `needed` are left after the losses of a lead time; null where
 * no number is enough.
 */
export function stockFor(rate: BurnRate, needed: number, days: number, quantile: number): number | null {
  const question = [rate.shape, rate.exposure, needed, days, quantile].join()
  if (newest.question !== question) newest = { question, stock: findStock(rate, needed, days, quantile) }
  return newest.stock
}

/** A forecast asks the same for each of its days. */
let newest: { question: string; stock: number | null } = { question: '', stock: null }

function findStock(rate: BurnRate, needed: number, days: number, quantile: number): number | null {
  let stock = needed
  while (stock <= LARGEST_FLEET) {
    const left = stock - lossesToExpect(rate, stock, days, quantile)
    if (left >= needed) return stock
    stock += needed - left
  }
  return null
}

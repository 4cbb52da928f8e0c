import { type Price, type PriceItem, priceListAt, QUOTE_HOURS } from '@coldframe/temporal'
import { AppError, errors } from '../../errors.ts'
import { toMoney } from '../../money.ts'
import { checkOrder, priceOrder } from '../domains/check-order.ts'
import type { CreateDomain } from '../domains/domains.schemas.ts'
import type { CreateFleet } from '../fleets/fleets.schemas.ts'
import { newFleet } from '../fleets/new-fleet.ts'
import { presentPrice } from '../fleets/present-fleet.ts'
import { priceWish } from '../fleets/price-wish.ts'
import type { CreateQuote } from './quotes.schemas.ts'

const HOUR_MS = 3_600_000

export function createQuoteService({ clock }: { clock: () => Date }) {
  return {
    async create({ domains, fleet }: CreateQuote) {
      const now = clock()
      const { list, until } = priceListAt(now)
      const { currency, version: priceListVersion } = list
      const priced = domains.map((order, index) =>
        atIndex(index, () => {
          checkCurrency(order, currency)
          const names = checkOrder(order)
          return { name: names.name, price: priceOrder(list, order, names) }
        }),
      )
      const expiresMs = Math.min(now.getTime() + QUOTE_HOURS * HOUR_MS, until?.getTime() ?? Number.POSITIVE_INFINITY)
      return {
        domains: priced.map(({ name, price }) => ({
          name,
          items: price.items.map((item) => presentItem(item, currency)),
          totals: presentTotals([price], currency),
        })),
        totals: presentTotals(
          priced.map(({ price }) => price),
          currency,
        ),
        fleet: fleet ? quoteFleet(fleet, now) : null,
        currency,
        priceListVersion,
        expiresAt: new Date(expiresMs),
      }
    },
  }
}

function quoteFleet(wish: CreateFleet, now: Date) {
  if (wish.provider !== 'microsoft365') throw errors.providerNotAvailable(wish.provider)
  const { price, currency } = priceWish(newFleet(wish), now)
  const given = wish.maxSpendPerMonth?.currency ?? currency
  if (given !== currency) throw errors.currencyMismatch(given, currency)
  return presentPrice(price, currency)
}

/** An order's own refusal, with the place of the order among those that were sent. */
function atIndex<T>(index: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, `domains.${index}: ${error.message}`, error.details)
  }
}

function checkCurrency({ maxSpend }: CreateDomain, currency: string): void {
  if (maxSpend && maxSpend.currency !== currency) throw errors.currencyMismatch(maxSpend.currency, currency)
}

const presentItem = ({ kind, quantity, unitAmountCents, amountCents, recurs }: PriceItem, currency: string) => ({
  kind,
  quantity,
  unitAmount: toMoney(unitAmountCents, currency),
  amount: toMoney(amountCents, currency),
  recurs,
})

function presentTotals(prices: Price[], currency: string) {
  const sum = (field: 'chargedCents' | 'purchasedCents' | 'totalCents') =>
    toMoney(
      prices.reduce((total, price) => total + price[field], 0),
      currency,
    )
  return { charged: sum('chargedCents'), purchased: sum('purchasedCents'), total: sum('totalCents') }
}

import type { Owner, Repositories } from '@coldframe/db'
import { faultOfSpend, type Price } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { type Money, toCents } from '../../money.ts'

interface PricedOrder {
  operationId: string
  domainId: string
  price: Price
  maxSpend: Money | undefined
}

/**
 * Holds what the order comes to against the ceiling of its account, or refuses it. Belongs into the order's own transaction, near
 * its end: from here on other orders of the account wait.
 */
export async function reserveSpend(tx: Repositories, owner: Owner, order: PricedOrder): Promise<void> {
  const { operationId, domainId, price, maxSpend } = order
  const { ceilingCents, currency } = await tx.spend.lockAccount(owner)
  const takenCents = ceilingCents === null ? 0 : await tx.spend.takenThisMonth(owner)
  const limit = maxSpend ? { cents: toCents(maxSpend), currency: maxSpend.currency } : null
  const fault = faultOfSpend(price, { maxSpend: limit, ceilingCents, takenCents, currency })
  switch (fault) {
    case 'currency_mismatch':
      throw errors.currencyMismatch(maxSpend?.currency ?? price.currency, currency)
    case 'max_spend_exceeded':
      throw errors.maxSpendExceeded(price, limit?.cents ?? 0)
    case 'spend_ceiling_exceeded':
      throw errors.spendCeilingExceeded(price, takenCents, ceilingCents ?? 0)
    case null:
  }
  const { totalCents: amountCents, priceListVersion, items } = price
  await tx.spend.reserve(owner, {
    operationId,
    domainId,
    amountCents,
    currency,
    priceListVersion,
    items: items.map((item) => ({ ...item })),
  })
}

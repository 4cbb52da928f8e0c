import type { Owner, Repositories } from '@coldframe/db'
import type { Price } from '../rules/prices.ts'
import { faultOfSpend } from '../rules/spend.ts'
import { OrderRefused } from './order-refused.ts'

export interface PricedOrder {
  operationId: string
  domainId: string
  price: Price
  maxSpend: { cents: number; currency: string } | null
}

/**
 * Holds what the order comes to against the ceiling of its account, or refuses it. Belongs into the order's own transaction, near
 * its end: from here on other orders of the account wait.
 */
export async function reserveSpend(tx: Repositories, owner: Owner, order: PricedOrder): Promise<void> {
  const { operationId, domainId, price, maxSpend } = order
  const { ceilingCents, currency } = await tx.spend.lockAccount(owner)
  const takenCents = ceilingCents === null ? 0 : await tx.spend.takenThisMonth(owner)
  const code = faultOfSpend(price, { maxSpend, ceilingCents, takenCents, currency })
  const { totalCents, priceListVersion, items } = price
  if (code !== null) {
    const limits = { maxSpend, ceilingCents, currency }
    throw new OrderRefused({ code, totalCents, currency: price.currency, takenCents, limits })
  }
  await tx.spend.reserve(owner, {
    operationId,
    domainId,
    amountCents: totalCents,
    currency: price.currency,
    priceListVersion,
    items: items.map((item) => ({ ...item })),
  })
}

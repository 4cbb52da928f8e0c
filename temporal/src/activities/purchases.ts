import type { Effect, Owner, Repositories } from '@coldframe/db'
import type { Licences } from '../providers/mailbox/mailbox-provider.ts'
import { type PriceList, type PurchaseItem, priceLicences, priceListAt, priceRegistration } from '../rules/prices.ts'

/** By how much the registrar's clock may be behind ours. */
export const CLOCK_SKEW_MS = 10 * 60_000

/** Marks an effect as done and writes what it cost into the ledger: in one transaction, once. False when it was done already. */
async function keep(
  tx: Repositories,
  owner: Owner,
  effect: Effect,
  externalId: string,
  priceOf: (list: PriceList) => PurchaseItem,
): Promise<boolean> {
  if (!(await tx.effects.complete(owner, effect.id, externalId))) return false
  // The list of the moment in which the order was begun: an answer that comes late costs no other price.
  const { list } = priceListAt(effect.createdAt)
  const { kind, quantity, amountCents } = priceOf(list)
  const { currency, version: priceListVersion } = list
  const { domainId, id: effectId } = effect
  await tx.purchases.record(owner, {
    domainId,
    effectId,
    kind,
    quantity,
    amountCents,
    currency,
    priceListVersion,
    externalId,
  })
  return true
}

/**
 * A name that our registrar's account held before, from an order that was given up, is adopted and costs nothing. The registrar tells
 * the two apart by the operation that registered it (null when there is none of this order's time), and, within the tolerance
 * for its clock, so does the ledger.
 */
export async function keepRegistration(
  tx: Repositories,
  owner: Owner,
  effect: Effect,
  domainName: string,
  operationId: string | null,
): Promise<void> {
  const since = new Date(effect.createdAt.getTime() - 2 * CLOCK_SKEW_MS)
  if (operationId === null || (await tx.purchases.has(owner, 'registration', operationId, since))) {
    await tx.effects.complete(owner, effect.id, domainName)
    return
  }
  await keep(tx, owner, effect, operationId, (list) => priceRegistration(list, domainName))
}

/** The tenant's first licences. */
export async function keepLicenceOrder(
  tx: Repositories,
  owner: Owner,
  effect: Effect,
  tenantId: string,
  { orderId, quantity }: { orderId: string; quantity: number },
): Promise<void> {
  const isNew = await keep(tx, owner, effect, orderId, (list) => priceLicences(list, quantity))
  if (isNew) await tx.tenants.update(owner, tenantId, { licences: quantity })
}

/** Licences whose order got no answer. */
export const adoptLicences = (tx: Repositories, owner: Owner, effect: Effect, tenantId: string, found: Licences) =>
  keepLicenceOrder(tx, owner, effect, tenantId, {
    orderId: found.orderId ?? found.subscriptionId,
    quantity: found.quantity,
  })

/** Of two operations that raised the number at once, the first to end has bought what both needed. */
export async function keepLicenceIncrease(
  tx: Repositories,
  owner: Owner,
  effect: Effect,
  tenantId: string,
  { subscriptionId, quantity }: { subscriptionId: string; quantity: number },
): Promise<void> {
  const { licences: paidFor } = await tx.tenants.lock(owner, tenantId)
  const more = quantity - paidFor
  if (more > 0) await keep(tx, owner, effect, subscriptionId, (list) => priceLicences(list, more))
  else await tx.effects.complete(owner, effect.id, subscriptionId)
}

/** An operation was given up: the account's ceiling goes on counting what had been bought for it, and nothing else. */
export async function releaseSpend(
  tx: Repositories,
  owner: Owner,
  { id, kind, domainId }: { id: string; kind: string; domainId: string },
): Promise<void> {
  const effects = await tx.effects.ofDomain(owner, domainId)
  const own = kind === 'domains.create' ? effects : effects.filter(({ naturalKey }) => naturalKey === id)
  const bought = await tx.purchases.ofEffects(
    owner,
    own.map((effect) => effect.id),
  )
  const boughtCents = bought.reduce((sum, { amountCents }) => sum + amountCents, 0)
  await tx.spend.release(owner, id, boughtCents)
}

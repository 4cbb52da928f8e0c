import { domainToUnicode } from 'node:url'
import type { Owner, Repositories } from '@coldframe/db'
import { type OrderFault, OrderRefused, type Price, reserveSpend as reserve } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { type Money, toCents } from '../../money.ts'

interface PricedOrder {
  operationId: string
  domainId: string
  price: Price
  maxSpend: Money | undefined
}

/** Holds what the order comes to against the ceiling of its account, or refuses it, in the order's own transaction. */
export async function reserveSpend(tx: Repositories, owner: Owner, { maxSpend, ...order }: PricedOrder): Promise<void> {
  await refusing(() => reserve(tx, owner, { ...order, maxSpend: toLimit(maxSpend) }))
}

export const toLimit = (maxSpend: Money | undefined) =>
  maxSpend ? { cents: toCents(maxSpend), currency: maxSpend.currency } : null

/** Places an order; a refusal becomes the caller's answer, and the transaction ends with it. */
export async function refusing<Placed>(order: () => Promise<Placed>): Promise<Placed> {
  try {
    return await order()
  } catch (error) {
    throw error instanceof OrderRefused ? answerTo(error.fault) : error
  }
}

function answerTo(fault: OrderFault) {
  switch (fault.code) {
    case 'name_taken':
      return fault.holderId === null
        ? errors.domainUnavailable(domainToUnicode(fault.name))
        : errors.domainExists(domainToUnicode(fault.name), fault.holderId)
    case 'mailboxes_taken':
      return errors.mailboxExists(fault.addresses)
    case 'currency_mismatch':
      return errors.currencyMismatch(fault.limits.maxSpend?.currency ?? fault.currency, fault.limits.currency)
    case 'max_spend_exceeded':
      return errors.maxSpendExceeded(fault, fault.limits.maxSpend?.cents ?? 0)
    case 'spend_ceiling_exceeded':
      return errors.spendCeilingExceeded(fault, fault.takenCents, fault.limits.ceilingCents ?? 0)
  }
}

import type { SpendFault } from '../rules/spend.ts'

/** Why an order was not placed. */
export type OrderFault =
  /** `holderId` is told where the account holds the name itself: of a foreign domain nothing is told. */
  | { code: 'name_taken'; name: string; holderId: string | null }
  | { code: 'mailboxes_taken'; addresses: string[] }
  | { code: SpendFault; totalCents: number; currency: string; takenCents: number; limits: SpendBounds }

export interface SpendBounds {
  maxSpend: { cents: number; currency: string } | null
  ceilingCents: number | null
  /** Of the account. */
  currency: string
}

/** Thrown inside the order's transaction, so that nothing of it is kept. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused'
  readonly fault: OrderFault

  constructor(fault: OrderFault) {
    super(`The order was refused: ${fault.code}`)
    this.fault = fault
  }
}

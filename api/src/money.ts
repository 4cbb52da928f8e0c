import { z } from 'zod'

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ maxLength: 3, description: 'ISO 4217.', examples: ['USD'] })

/** Money as callers write and read it: text, as a JSON number may become a binary fraction. Cents in the database. */
export const Money = z
  .strictObject({
    amount: z
      .string()
      .regex(/^(0|[1-9]\d{0,6})\.\d{2}$/)
      .meta({ maxLength: 10, description: 'Two decimals, up to 9999999.99.', examples: ['120.00'] }),
    currency: Currency,
  })
  .meta({ id: 'Money', description: 'An amount of money.', examples: [{ amount: '120.00', currency: 'USD' }] })
export type Money = z.output<typeof Money>

export const toCents = ({ amount }: Money): number => Number(amount.replace('.', ''))

export function toMoney(cents: number, currency: string): Money {
  const digits = String(cents).padStart(3, '0')
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency }
}

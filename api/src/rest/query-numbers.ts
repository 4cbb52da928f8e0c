import { z } from 'zod'
import type { Operation } from '../operation.ts'

/** As many as the largest number has that JSON holds exactly. */
const DIGITS = /^-?\d{1,16}$/

type Query = Record<string, unknown>

const isNumber = (schema: unknown): boolean =>
  schema instanceof z.ZodNumber ||
  ((schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) && isNumber(schema.unwrap()))

/**
 * A URL holds texts only: digits become numbers where the operation takes numbers. Anything else, such as "" or "0x10", of which
 * `Number` would make one, stays a text and is refused as such.
 */
export function createQueryReader({ query }: Operation): (given: unknown) => unknown {
  const names = Object.entries(query?.shape ?? {}).flatMap(([name, schema]) => (isNumber(schema) ? name : []))
  if (names.length === 0) return (given) => given
  return (given) => ({ ...(given as Query), ...numbersIn(given as Query, names) })
}

function numbersIn(given: Query, names: string[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const name of names) {
    const text = given[name]
    if (typeof text === 'string' && DIGITS.test(text)) found[name] = Number(text)
  }
  return found
}

import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { partnerErrors } from './errors.ts'

/** Partner Center takes names in PascalCase and in camelCase alike. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      camelCased(inner),
    ]),
  )
}

export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(camelCased(body))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw partnerErrors.invalid(`The request is not valid. ${faults.join('; ')}`)
}

/** Part of the real service writes a byte order mark before its JSON. */
export const sendMarked = (reply: FastifyReply, status: number, body: unknown) =>
  reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(`\uFEFF${JSON.stringify(body)}`)

export const collection = (items: object[]) => ({
  totalCount: items.length,
  items,
  attributes: { objectType: 'Collection' },
})

export const CustomerParams = z.object({ customer: z.string() })

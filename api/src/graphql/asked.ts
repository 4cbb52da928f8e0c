import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errors } from '../errors.ts'

/** A request of GraphQL over HTTP, or of a subscription. https://graphql.github.io/graphql-over-http/draft/ */
export interface Asked {
  query: string | undefined
  operationName: string | undefined
  variables: Record<string, unknown>
  /** SHA-256 of the query, in hexadecimal. */
  hash: string | undefined
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const Variables = z.custom<Record<string, unknown>>(isObject, 'an object')

const Persisted = z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) })

export const Body = z.object({
  query: z.string().optional(),
  operationName: z.string().nullish(),
  variables: Variables.nullish(),
  extensions: z.looseObject({ persistedQuery: Persisted.optional() }).nullish(),
})

export function readAsked(value: unknown): Asked {
  if (Array.isArray(value)) throw errors.badRequest('A list of requests is not taken: send one at a time.')
  const { data, error } = Body.safeParse(value ?? {})
  if (error)
    throw errors.badRequest(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
  const { query, operationName, variables, extensions } = data
  return {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? {},
    hash: extensions?.persistedQuery?.sha256Hash,
  }
}

const Query = z.object({
  query: z.string().optional(),
  operationName: z.string().optional(),
  variables: z.string().optional(),
  extensions: z.string().optional(),
})

/** In a URL, variables and extensions are texts of JSON. */
export function readUrl({ query }: Pick<FastifyRequest, 'query'>): Asked {
  const { data } = Query.safeParse(query)
  if (!data) throw errors.badRequest('Each parameter is given at most once.')
  return readAsked({ ...data, variables: parseJson(data.variables), extensions: parseJson(data.extensions) })
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw errors.invalidJson('variables or extensions are not JSON.')
  }
}

import { type GraphQLFieldConfigArgumentMap, GraphQLInt, GraphQLNonNull, GraphQLString } from 'graphql'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Fault } from '../faults.ts'
import type { Operation } from '../operation.ts'
import type { RawInput } from '../run-operation.ts'
import type { Arguments } from './context.ts'
import { Base64, bytesOf } from './types/base64.ts'
import { itemOf } from './types/connections.ts'
import type { Types } from './types/types.ts'
import { asSchema, capital } from './types/unwrap.ts'

export const isListing = ({ output }: Operation) => itemOf(output) !== null

/** Names of Relay for those of REST. */
const relayNames: Record<string, string> = { limit: 'first', cursor: 'after' }
const restNames: Record<string, string> = Object.fromEntries(
  Object.entries(relayNames).map(([rest, relay]) => [relay, rest]),
)

export const DEFAULT_PAGE = 20
const paging: GraphQLFieldConfigArgumentMap = {
  first: { type: GraphQLInt, defaultValue: DEFAULT_PAGE, description: 'How many at most: 1 to 100.' },
  after: { type: GraphQLString, description: '`endCursor` of the page before.' },
}

const ifVersion: GraphQLFieldConfigArgumentMap = {
  ifVersion: { type: GraphQLInt, description: 'It is changed only if it still has this version.' },
}

/** Fields of path and query as they are, the body as `input`. Those in `given` are known from elsewhere. */
export function argumentsOf(types: Types, operation: Operation, given: string[] = []): GraphQLFieldConfigArgumentMap {
  const name = operation.id.split('.').map(capital).join('')
  const fields = Object.entries({ ...operation.params?.shape, ...operation.query?.shape })
  const own = fields.filter(([field]) => !given.includes(field) && !(isListing(operation) && field in relayNames))
  return {
    ...(isListing(operation) && paging),
    ...Object.fromEntries(own.map(([field, place]) => [field, types.argument(asSchema(place), name + capital(field))])),
    ...(operation.body && { input: types.argument(operation.body, `${name}Body`) }),
    ...(operation.upload && { input: { type: new GraphQLNonNull(Base64), description: operation.upload.description } }),
    ...(operation.rest.etag === 'checks' && ifVersion),
  }
}

/** The same as REST would have it. */
export function toRaw(operation: Operation, { input, ifVersion: _, ...args }: Arguments): RawInput {
  const named = isListing(operation) ? renameKeys(args) : args
  return {
    params: pick(operation.params, named),
    query: pick(operation.query, named),
    body: operation.upload ? bytesOf(input) : input,
  }
}

const renameKeys = (args: Arguments) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [restNames[name] ?? name, value]))

/** An argument that is null was not given: in a path or a query nothing can be null. */
const pick = (schema: z.ZodObject | undefined, args: Arguments) =>
  Object.fromEntries(
    Object.entries(args).filter(([name, value]) => value !== null && Object.hasOwn(schema?.shape ?? {}, name)),
  )

/** Faults name arguments as they were given here. */
export function withRelayNames(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.details.faults) return error
  const faults = error.details.faults.map((fault): Fault => ({ ...fault, path: relayNames[fault.path] ?? fault.path }))
  return new AppError(error.code, error.message, { ...error.details, faults })
}

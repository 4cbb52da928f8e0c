import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql'
import { relations } from '../src/graphql/relations.ts'
import { createSchema } from '../src/graphql/schema.ts'
import type { Operation } from '../src/operation.ts'
import { operations } from '../src/operations.ts'
import type { Request } from './good-requests.ts'
import type { Answer, TestApi } from './support.ts'

export const schema = createSchema(operations, relations)

export const fieldOf = ({ graphql }: Operation): string => Object.values(graphql)[0] ?? ''
export const kindOf = ({ graphql }: Operation): string => Object.keys(graphql)[0] ?? ''

export function rootFieldOf(operation: Operation, of: GraphQLSchema = schema): GraphQLField<unknown, unknown> {
  const root = [of.getQueryType(), of.getMutationType(), of.getSubscriptionType()]
  const found = root.flatMap((type) => type?.getFields()[fieldOf(operation)] ?? [])
  // A query and a subscription may share a name.
  const field = found.at(kindOf(operation) === 'subscription' ? -1 : 0)
  if (!field) throw new Error(`${operation.id} has no field`)
  return field
}

const isRelation = ({ extensions }: GraphQLField<unknown, unknown>) => extensions.loads === 'relation'

/** All that a type has of its own: without what leads to other things. */
export function selectionOf(type: GraphQLOutputType | GraphQLNamedType): string {
  const named = getNamedType(type)
  if (isInterfaceType(named)) {
    // Of fields that share a name in an answer the types must be alike, whichever option it is.
    const options = schema.getPossibleTypes(named).map((option) => {
      const fields = Object.values(option.getFields()).filter((field) => !isRelation(field))
      const selected = fields.map(({ name, type }) => `${option.name}_${name}: ${name} ${selectionOf(type)}`)
      return `... on ${option.name} { ${selected.join(' ')} }`
    })
    return `{ __typename ${options.join(' ')} }`
  }
  if (!isObjectType(named)) return ''
  if (named.name.endsWith('Connection')) return connectionSelection(named.getFields().nodes?.type)
  const fields = Object.values(named.getFields()).filter((field) => !isRelation(field))
  return `{ ${fields.map((field) => `${field.name} ${selectionOf(field.type)}`).join(' ')} }`
}

const connectionSelection = (node: GraphQLOutputType | undefined) =>
  `{ nodes ${node ? selectionOf(node) : ''} pageInfo { hasNextPage endCursor } }`

/** Values as GraphQL writes them: words of an enum in upper case. */
export function toGraphql(type: GraphQLInputType, value: unknown): unknown {
  const nullable = getNullableType(type)
  if (value === null || value === undefined) return value
  if (isListType(nullable)) return Array.isArray(value) ? value.map((item) => toGraphql(nullable.ofType, item)) : value
  if (isEnumType(nullable)) return nullable.getValues().find((one) => one.value === value)?.name ?? value
  if (!isInputObjectType(nullable)) return value
  const fields = nullable.getFields()
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, item]) => [
      name,
      fields[name] ? toGraphql(fields[name].type, item) : item,
    ]),
  )
}

/** The answer as REST would have written it. */
export function fromGraphql(type: GraphQLOutputType, value: unknown): unknown {
  const nullable = getNullableType(type)
  if (value === null || value === undefined) return value
  if (isListType(nullable))
    return Array.isArray(value) ? value.map((item) => fromGraphql(nullable.ofType, item)) : value
  if (isEnumType(nullable)) return nullable.getValue(String(value))?.value
  if (isInterfaceType(nullable)) return fromOption(schema.getPossibleTypes(nullable), Object(value))
  if (!isObjectType(nullable)) return value
  const fields = nullable.getFields()
  if (nullable.name.endsWith('Connection')) {
    const { nodes, pageInfo } = Object(value)
    return {
      data: fields.nodes ? fromGraphql(fields.nodes.type, nodes) : [],
      nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    }
  }
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, item]) => [
      name,
      fields[name] ? fromGraphql(fields[name].type, item) : item,
    ]),
  )
}

function fromOption(types: readonly GraphQLOutputType[], { __typename, ...value }: Record<string, unknown>): unknown {
  const type = types.find((one) => getNamedType(one).name === __typename)
  const own = Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.replace(`${String(__typename)}_`, ''), field]),
  )
  return type ? fromGraphql(type, own) : own
}

/** GraphQL has no field that may be left away: what REST leaves away is null there. */
export function withoutLeftAway(graphql: unknown, rest: unknown): unknown {
  if (Array.isArray(graphql) && Array.isArray(rest))
    return graphql.map((item, index) => withoutLeftAway(item, rest[index]))
  if (!isFields(graphql) || !isFields(rest)) return graphql
  const kept = Object.entries(graphql).filter(([name, value]) => value !== null || Object.hasOwn(rest, name))
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutLeftAway(value, rest[name])]))
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

export interface GraphqlRequest {
  query: string
  variables: Record<string, unknown>
}

/** The request of REST as one of GraphQL, which asks for all that REST answers. */
export function graphqlRequest(
  operation: Operation,
  { id, body, file }: Request,
  more: Record<string, unknown> = {},
): GraphqlRequest {
  const field = rootFieldOf(operation)
  const given: Record<string, unknown> = {
    ...more,
    ...(id !== undefined && { id }),
    ...(body !== undefined && { input: body }),
    ...(file && { input: file.toString('base64') }),
  }
  const args = field.args.filter(({ name }) => Object.hasOwn(given, name))
  const declared = args.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ')
  const within = (text: string) => (text === '' ? '' : `(${text})`)
  return {
    query: `${kindOf(operation)} ${within(declared)} { ${field.name}${within(passed)} ${selectionOf(field.type)} }`,
    variables: Object.fromEntries(args.map(({ name, type }) => [name, toGraphql(type, given[name])])),
  }
}

export interface GraphqlOptions {
  key?: string | null
  headers?: Record<string, string>
}

/** Posts a request as clients do. */
export function graphqlCaller({ app, key }: Pick<TestApi, 'app' | 'key'>) {
  return async (request: object, options: GraphqlOptions = {}): Promise<Answer> => {
    const used = options.key === undefined ? key : options.key
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(used && { authorization: `Bearer ${used}` }),
        ...options.headers,
      },
      payload: JSON.stringify(request),
    })
    return { status: response.statusCode, headers: response.headers, body: response.body ? response.json() : null }
  }
}

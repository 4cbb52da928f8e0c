import { encodeCursor } from '@coldframe/db'
import {
  GraphQLBoolean,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
} from 'graphql'
import { z } from 'zod'
import { once } from './once.ts'
import { asSchema } from './unwrap.ts'

/** A page of a list, as the operation answers it. */
export interface List {
  data: unknown[]
  nextCursor: string | null
}

export const isList = (value: unknown): value is List =>
  typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data) && 'nextCursor' in value

/** https://relay.dev/graphql/connections.htm */
export interface ConnectionSource extends List {
  /** Whether there is anything before it: only what comes behind a cursor is sure of that. */
  hasPrevious: boolean
}

export type Connection = GraphQLObjectType<ConnectionSource>

/** What a list holds; null for a schema that is no page of a list. */
export function itemOf(schema: z.ZodType): z.ZodType | null {
  if (!(schema instanceof z.ZodObject)) return null
  const { data, nextCursor, ...more } = schema.shape
  if (!(data instanceof z.ZodArray) || nextCursor === undefined || Object.keys(more).length > 0) return null
  return asSchema(data.element)
}

const nonNull = (type: GraphQLOutputType) => new GraphQLNonNull(type)
const listOf = (type: GraphQLOutputType) => nonNull(new GraphQLList(nonNull(type)))

const Time = z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))])
const Placed = z.looseObject({ id: z.string(), createdAt: Time.optional(), timestamp: Time.optional() })

/** What was not made but has happened has its time under another name. */
function cursorOf(node: unknown): string {
  const { id, createdAt, timestamp } = Placed.parse(node)
  const time = createdAt ?? timestamp
  if (!time) throw new Error(`${id} has no place in a list`)
  return encodeCursor({ id, createdAt: time })
}

const PageInfo = new GraphQLObjectType<ConnectionSource>({
  name: 'PageInfo',
  description: 'Where a page lies in its list.',
  fields: {
    hasNextPage: {
      type: nonNull(GraphQLBoolean),
      description: 'Whether more comes behind `endCursor`.',
      resolve: ({ nextCursor }) => nextCursor !== null,
    },
    hasPreviousPage: {
      type: nonNull(GraphQLBoolean),
      description: 'Whether it was asked for behind a cursor.',
      resolve: ({ hasPrevious }) => hasPrevious,
    },
    startCursor: {
      type: GraphQLString,
      description: 'Cursor of the first node; null on an empty page.',
      resolve: ({ data }) => data.slice(0, 1).map(cursorOf)[0] ?? null,
    },
    endCursor: {
      type: GraphQLString,
      description: 'Cursor of the last node, for `after`; null on an empty page.',
      resolve: ({ data, nextCursor }) => nextCursor ?? data.slice(-1).map(cursorOf)[0] ?? null,
    },
  },
})

/** `<Node>Connection` and `<Node>Edge` for a type of nodes. */
export function createConnections() {
  const connections = once<Connection>()
  return (node: GraphQLOutputType): Connection => {
    const { name } = getNamedType(node)
    return connections(`${name}Connection`, () => createConnection(name, node))
  }
}

function createConnection(name: string, node: GraphQLOutputType): Connection {
  const Edge = new GraphQLObjectType<unknown>({
    name: `${name}Edge`,
    description: 'A node in its place.',
    fields: {
      cursor: { type: nonNull(GraphQLString), description: 'For `after`.', resolve: cursorOf },
      node: { type: nonNull(node), resolve: (item) => item },
    },
  })
  return new GraphQLObjectType<ConnectionSource>({
    name: `${name}Connection`,
    description: 'A page of a list, newest first.',
    fields: {
      edges: { type: listOf(Edge), resolve: ({ data }) => data },
      nodes: { type: listOf(node), resolve: ({ data }) => data },
      pageInfo: { type: nonNull(PageInfo), resolve: (source) => source },
    },
  })
}

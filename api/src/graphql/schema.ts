import {
  type GraphQLFieldConfig,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  getNullableType,
} from 'graphql'
import type { CallOperation, Operation, StreamOperation } from '../operation.ts'
import { argumentsOf, isListing, toRaw } from './arguments.ts'
import type { Arguments, GraphqlContext } from './context.ts'
import { type BoundRelation, bindRelations, type Relation } from './relation.ts'
import { isList } from './types/connections.ts'
import { createTypes, type Types } from './types/types.ts'
import { capital } from './types/unwrap.ts'
import { wantedFields } from './wanted.ts'

type Field = GraphQLFieldConfig<unknown, GraphqlContext, Arguments>

/** Prints the operations as GraphQL: what can fail by itself can be null, so that it takes nothing else with it. */
export function createSchema(operations: Operation[], relations: Relation[]): GraphQLSchema {
  const bound = bindRelations(relations, operations)
  const types: Types = createTypes((typeName) =>
    Object.fromEntries(
      bound
        .filter(({ relation }) => relation.on.includes(typeName))
        .map((one) => [one.relation.field, relationField(types, one)]),
    ),
  )
  const root = (name: 'Query' | 'Mutation' | 'Subscription') => {
    const fields = Object.fromEntries(operations.flatMap((operation) => rootFields(types, operation, name)))
    return Object.keys(fields).length > 0 ? new GraphQLObjectType({ name, fields }) : null
  }
  const roots = { query: root('Query'), mutation: root('Mutation'), subscription: root('Subscription') }
  // The first one looks at every field, so that all types are there for the second.
  new GraphQLSchema(roots)
  const schema = new GraphQLSchema({ ...roots, types: [...types.implementers] })
  checkRelations(schema, relations)
  return schema
}

/** The field of the operation, if it has one in that type. */
function rootFields(types: Types, operation: Operation, name: string): [string, Field][] {
  return Object.entries(operation.graphql).flatMap(([kind, field]): [string, Field][] =>
    capital(kind) === name ? [[field, rootField(types, operation)]] : [],
  )
}

function rootField(types: Types, operation: Operation): Field {
  return {
    type: nullable(types.output(operation.output, operation.id)),
    args: argumentsOf(types, operation),
    extensions: { loads: 'operation', isPage: isListing(operation) },
    description: descriptionOf(operation),
    ...(operation.kind === 'stream' ? streamResolvers(operation) : callResolver(operation)),
  }
}

/** How a stream is framed is REST's own. */
function descriptionOf({ kind, summary, description, scope }: Operation): string {
  const more = kind === 'call' && description !== undefined ? ` ${description}` : ''
  return `${summary}.${more}\n\nScope: \`${scope}\`.`
}

const nullable = (type: GraphQLOutputType): GraphQLOutputType => getNullableType(type) ?? type

const callResolver = (operation: CallOperation): Pick<Field, 'resolve'> => ({
  async resolve(_, args, context) {
    const { ifVersion } = args
    const ifVersions = typeof ifVersion === 'number' ? [ifVersion] : null
    const output = await context.run(operation, toRaw(operation, args), ifVersions)
    return isListing(operation) ? toConnection(output, args) : output
  },
})

const streamResolvers = (operation: StreamOperation): Pick<Field, 'resolve' | 'subscribe'> => ({
  subscribe: (_, args, context) => context.open(operation, toRaw(operation, args)),
  resolve: (message) => message,
})

function relationField(types: Types, bound: BoundRelation): Field {
  const { relation, operation } = bound
  return {
    type: nullable(types.output(operation.output, operation.id)),
    args: relation.filter === null ? {} : argumentsOf(types, operation, [relation.filter]),
    extensions: { loads: 'relation', isPage: relation.filter !== null },
    description: `${relation.description}\n\nScope: \`${operation.scope}\`.`,
    async resolve(parent, args, context, info) {
      const key: unknown = Object(parent)[relation.by]
      if (typeof key !== 'string') return null
      const found = await context.load(bound, key, args, wantedFields(info))
      return relation.filter === null ? found : toConnection(found, args)
    },
  }
}

function toConnection(output: unknown, { after }: Arguments) {
  if (!isList(output)) return null
  return { ...output, hasPrevious: typeof after === 'string' }
}

/** One that stands on a type that is not there would never be seen. */
function checkRelations(schema: GraphQLSchema, relations: Relation[]): void {
  for (const { on, field } of relations)
    for (const name of on)
      if (!schema.getType(name)) throw new Error(`There is no type ${name} for the relation ${field}`)
}

import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { DEFAULT_PAGE } from './arguments.ts'
import type { Arguments } from './context.ts'

/** Points of one request of REST: an operation costs that at least. */
export const POINTS_OF_REQUEST = 100
export const MOST_POINTS = 5_000
/** The schema is long. */
const POINTS_OF_INTROSPECTION = 500
/** An object of which more fields are asked for costs another point for as many. */
const FIELDS_OF_POINT = 25
const LONGEST_LIST = 100

/** Of one object: its own fields, and the points of what is loaded for it. */
interface Share {
  fields: number
  points: number
}

const objectPoints = ({ fields, points }: Share) => Math.max(1, Math.ceil(fields / FIELDS_OF_POINT)) + points

/**
 * The most that an operation can come to, before it is run: a point for each object that it loads, where a page counts as many as it may
 * hold. Fields that are named twice count twice.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Arguments,
): number {
  const shareOf = createShares(schema, document, (node) => pageSize(node, operation, variables))
  const root = schema.getRootType(operation.operation)
  return root ? Math.max(POINTS_OF_REQUEST, shareOf(operation.selectionSet, root).points) : 0
}

function createShares(schema: GraphQLSchema, { definitions }: DocumentNode, sizeOf: (node: FieldNode) => number) {
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  )
  const known = new Map<string, Share>()
  const nothing: Share = { fields: 0, points: 0 }

  /** One that holds itself is refused later, by validation. */
  function ofFragment(name: string): Share {
    const earlier = known.get(name)
    if (earlier) return earlier
    known.set(name, nothing)
    const fragment = fragments.get(name)
    const type = fragment && schema.getType(fragment.typeCondition.name.value)
    const share = fragment && type ? of(fragment.selectionSet, type) : nothing
    known.set(name, share)
    return share
  }

  function of({ selections }: SelectionSetNode, type: GraphQLNamedType): Share {
    const shares = selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
      if (selection.kind === Kind.FIELD) return ofField(selection, type)
      const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value)
      return of(selection.selectionSet, condition ?? type)
    })
    return shares.reduce(
      (sum, share) => ({ fields: sum.fields + share.fields, points: sum.points + share.points }),
      nothing,
    )
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType): Share {
    const name = node.name.value
    if (name === '__schema' || name === '__type') return { fields: 1, points: POINTS_OF_INTROSPECTION }
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
    if (!field) return { fields: 1, points: 0 }
    const within = node.selectionSet ? of(node.selectionSet, getNamedType(field.type)) : nothing
    const { loads } = field.extensions
    if (loads === 'operation') return { fields: 1, points: Math.max(POINTS_OF_REQUEST, loaded(field, node, within)) }
    if (loads === 'relation') return { fields: 1, points: loaded(field, node, within) }
    // A page has been counted where it was asked for; of other lists it is not known how long they are.
    const isLongList = isListType(getNullableType(field.type)) && !parent.name.endsWith('Connection')
    return { fields: within.fields + 1, points: within.points * (isLongList ? LONGEST_LIST : 1) }
  }

  const loaded = (field: GraphQLField<unknown, unknown>, node: FieldNode, within: Share) =>
    objectPoints(within) * (field.extensions.isPage === true ? sizeOf(node) : 1)

  return of
}

function pageSize(
  node: FieldNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Arguments,
): number {
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value
  if (!given) return DEFAULT_PAGE
  if (given.kind === Kind.INT) return bounded(Number(given.value))
  if (given.kind !== Kind.VARIABLE) return LONGEST_LIST
  const name = given.name.value
  const definition = variableDefinitions.find(({ variable }) => variable.name.value === name)
  const initial = definition?.defaultValue?.kind === Kind.INT ? Number(definition.defaultValue.value) : DEFAULT_PAGE
  return bounded(Object.hasOwn(variables, name) ? variables[name] : initial)
}

/** What is no size of a page is refused later. */
const bounded = (size: unknown) => (typeof size === 'number' && size >= 1 ? Math.min(size, LONGEST_LIST) : LONGEST_LIST)

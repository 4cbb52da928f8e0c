import {
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'
import { z } from 'zod'
import type { GraphqlContext } from '../context.ts'
import { type Connection, createConnections, itemOf } from './connections.ts'
import { createLeaves } from './leaves.ts'
import { once } from './once.ts'
import { asSchema, capital, deprecationOf, descriptionOf, idOf, unwrap } from './unwrap.ts'

export type OutputFields = GraphQLFieldConfigMap<unknown, GraphqlContext>
export type Types = ReturnType<typeof createTypes>

/**
 * GraphQL types of zod schemas, named by `.meta({ id })` as in OpenAPI and the SDK; inputs have `Input` behind that, as a schema may
 * be both. `relationsOf` adds fields to a type that its schema does not have.
 */
export function createTypes(relationsOf: (typeName: string) => OutputFields) {
  const leaf = createLeaves()
  const objects = once<GraphQLObjectType>()
  const inputs = once<GraphQLInputObjectType>()
  const interfaces = once<GraphQLInterfaceType>()
  const implementers = new Set<GraphQLObjectType>()
  const connections = createConnections()

  const shapeOf = ({ shape }: z.ZodObject) =>
    Object.entries(shape).map(([name, field]): [string, z.ZodType] => [name, asSchema(field)])

  /** The type of a place that is called `name`. */
  function output(place: z.ZodType, name: string): GraphQLOutputType {
    const { schema, isNullable } = unwrap(place, 'output')
    const type = outputWithin(schema, name)
    return isNullable ? type : new GraphQLNonNull(type)
  }

  function outputWithin(schema: z.ZodType, name: string): GraphQLOutputType {
    if (schema instanceof z.ZodArray) return new GraphQLList(output(asSchema(schema.element), name))
    const item = itemOf(schema)
    if (item) return connectionOf(item, name)
    if (schema instanceof z.ZodObject) return objectOf(schema, idOf(schema) ?? name)
    if (schema instanceof z.ZodDiscriminatedUnion) return interfaceOf(schema, idOf(schema) ?? name)
    return leaf(schema, name)
  }

  function connectionOf(item: z.ZodType, name: string): Connection {
    return connections(outputWithin(item, name))
  }

  function objectOf(schema: z.ZodObject, name: string, above?: Above): GraphQLObjectType {
    const fields = (): OutputFields => ({
      ...Object.fromEntries(
        shapeOf(schema).map(([field, place]) => [
          field,
          { type: above?.shared[field] ?? output(place, name + capital(field)), ...wordsOf(place) },
        ]),
      ),
      ...relationsOf(name),
    })
    const { description } = schema.meta() ?? {}
    const type = () => new GraphQLObjectType({ name, description, fields, interfaces: above ? [above.type] : [] })
    return objects(name, type)
  }

  /** What all options have is asked for once; they are told apart by the field that has other values in each. */
  function interfaceOf(schema: z.ZodDiscriminatedUnion, name: string): GraphQLInterfaceType {
    const { description } = schema.meta() ?? {}
    return interfaces(name, () => {
      const type: GraphQLInterfaceType = new GraphQLInterfaceType({
        name,
        description,
        fields: () => commonFields(options.map((option) => option.type)),
        resolveType: (value) => options.find(({ option }) => isOption(option, value))?.type.name,
      })
      const above: Above = { type, shared: discriminatorOf(schema, name) }
      const options = schema.options.map((place, index): Option => {
        const option = z.instanceof(z.ZodObject).parse(place)
        return { option, type: objectOf(option, idOf(option) ?? `${name}${index + 1}`, above) }
      })
      for (const option of options) implementers.add(option.type)
      return type
    })
  }

  /** One enum for all options: fields of one name must have one type wherever they are asked for together. */
  function discriminatorOf(schema: z.ZodDiscriminatedUnion, name: string): Above['shared'] {
    const { discriminator } = schema.def
    const values = schema.options.flatMap((option) => [...(asSchema(option)._zod.propValues?.[discriminator] ?? [])])
    const words = values.filter((value) => typeof value === 'string')
    return { [discriminator]: new GraphQLNonNull(leaf(z.enum(words), name + capital(discriminator))) }
  }

  function input(place: z.ZodType, name: string): GraphQLInputType {
    const { schema, isNullable } = unwrap(place, 'input')
    const type = inputWithin(schema, name)
    return isNullable ? type : new GraphQLNonNull(type)
  }

  function inputWithin(schema: z.ZodType, name: string): GraphQLInputType {
    if (schema instanceof z.ZodArray) return new GraphQLList(input(asSchema(schema.element), name))
    if (schema instanceof z.ZodObject) return inputObjectOf(schema, `${idOf(schema) ?? name}Input`)
    return leaf(schema, name)
  }

  function inputObjectOf(schema: z.ZodObject, name: string): GraphQLInputObjectType {
    const fields = () =>
      Object.fromEntries(shapeOf(schema).map(([field, place]) => [field, argument(place, name + capital(field))]))
    return inputs(name, () => new GraphQLInputObjectType({ name, description: schema.meta()?.description, fields }))
  }

  /** An argument, or a field of an input. */
  function argument(place: z.ZodType, name: string) {
    const { defaultValue } = unwrap(place, 'input')
    return { type: input(place, name), defaultValue, ...wordsOf(place) }
  }

  /** `implementers`: types that nothing leads to but their interface. */
  return { output, input, argument, implementers }
}

/** The interface that an option belongs to, with the types of fields that are its own. */
interface Above {
  type: GraphQLInterfaceType
  shared: Record<string, GraphQLOutputType>
}

interface Option {
  option: z.ZodObject
  type: GraphQLObjectType
}

/** Fields that have one type in all of them. */
function commonFields([first, ...others]: GraphQLObjectType[]): OutputFields {
  const fields = Object.values(first?.getFields() ?? {})
  const isCommon = ({ name, type }: (typeof fields)[number]) =>
    others.every((other) => String(other.getFields()[name]?.type) === String(type))
  return Object.fromEntries(fields.filter(isCommon).map(({ name, type, description }) => [name, { type, description }]))
}

const wordsOf = (place: z.ZodType) => ({ description: descriptionOf(place), deprecationReason: deprecationOf(place) })

function isOption(option: z.ZodObject, value: unknown): boolean {
  return Object.entries(option._zod.propValues ?? {}).every(([field, values]) => values.has(Object(value)[field]))
}

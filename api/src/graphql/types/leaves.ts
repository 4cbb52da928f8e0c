import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql'
import { z } from 'zod'
import { once } from './once.ts'
import { DateTime, Day, Int64, Json } from './scalars.ts'
import { idOf } from './unwrap.ts'

type Leaf = GraphQLScalarType | GraphQLEnumType

const MOST_INT32 = 2 ** 31 - 1

/** Types without fields. `name` is that of the place, for what has none of its own. */
export function createLeaves() {
  const enums = once<GraphQLEnumType>()
  const records = once<GraphQLScalarType>()

  function enumOf(schema: z.ZodEnum, name: string): GraphQLEnumType {
    const values = Object.fromEntries(schema.options.map((value) => [upperCase(String(value)), { value }]))
    if (Object.keys(values).length < schema.options.length) throw new Error(`Two values of ${name} have one name`)
    return enums(name, () => new GraphQLEnumType({ name, description: schema.meta()?.description, values }))
  }

  function recordOf(schema: z.ZodRecord): GraphQLScalarType {
    const name = idOf(schema)
    if (name === undefined) return Json
    return records(name, () => new GraphQLScalarType({ name, description: schema.meta()?.description }))
  }

  return (schema: z.ZodType, name: string): Leaf => {
    if (schema instanceof z.ZodEnum) return enumOf(schema, idOf(schema) ?? name)
    if (schema instanceof z.ZodRecord) return recordOf(schema)
    if (schema instanceof z.ZodISODateTime) return DateTime
    if (schema instanceof z.ZodISODate) return Day
    if (schema instanceof z.ZodNumber) return numberOf(schema)
    if (schema instanceof z.ZodBoolean) return GraphQLBoolean
    if (schema instanceof z.ZodLiteral) return literalOf(schema)
    if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
      return /Ids?$/.test(name) ? GraphQLID : GraphQLString
    if (schema instanceof z.ZodUnion || schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return Json
    throw new Error(`There is no GraphQL type for ${name}, a ${schema.def.type} of zod`)
  }
}

/** `*` stands for all of them. */
export const upperCase = (value: string) => (value === '*' ? 'ALL' : value.replace(/\W/g, '_').toUpperCase())

function numberOf(schema: z.ZodNumber): GraphQLScalarType {
  if (!schema.isInt) return GraphQLFloat
  return (schema.maxValue ?? Number.POSITIVE_INFINITY) > MOST_INT32 ? Int64 : GraphQLInt
}

function literalOf({ values }: z.ZodLiteral): GraphQLScalarType {
  return [...values].every((value) => typeof value === 'string') ? GraphQLString : Json
}

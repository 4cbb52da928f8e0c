import { GraphQLScalarType } from 'graphql'

/** Inputs are left as they were written: the schema of the operation reads them, as it does for REST. */

export const DateTime = new GraphQLScalarType({
  name: 'DateTime',
  description: 'RFC 3339, in UTC when we write it.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
})

export const Day = new GraphQLScalarType({ name: 'Date', description: 'A day: `YYYY-MM-DD`.' })

export const Json = new GraphQLScalarType({ name: 'JSON', description: 'Any JSON value.' })

/** GraphQL's own `Int` has 32 bits. */
export const Int64 = new GraphQLScalarType({
  name: 'Int64',
  description: 'An integer of up to 53 bits, as JSON writes it.',
})

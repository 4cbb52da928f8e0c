import { GraphQLScalarType } from 'graphql'

export const Base64 = new GraphQLScalarType({
  name: 'Base64',
  description: 'The bytes of a file (RFC 4648 section 4).',
})

/** What is no Base64 is left as it is: an operation that takes a file will find fault with it. */
export function bytesOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) return value
  return Buffer.from(value, 'base64')
}

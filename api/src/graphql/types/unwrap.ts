import { z } from 'zod'

export type Mode = 'input' | 'output'

export interface Unwrapped {
  schema: z.ZodType
  isNullable: boolean
  defaultValue: unknown
}

export function asSchema(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema
  throw new Error('Not a schema of zod')
}

/** What is inside of wrappers, and what they say. Of codecs and pipes the wire has the side that is written first. */
export function unwrap(schema: z.ZodType, mode: Mode): Unwrapped {
  const inner = (wrapped: unknown) => unwrap(asSchema(wrapped), mode)
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return { ...inner(schema.unwrap()), isNullable: true }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const { defaultValue } = schema.def
    const within = inner(schema.unwrap())
    return mode === 'input' ? { ...within, isNullable: true, defaultValue } : within
  }
  if (schema instanceof z.ZodReadonly) return inner(schema.unwrap())
  if (schema instanceof z.ZodPipe) return inner(schema.def.in)
  return { schema, isNullable: false, defaultValue: undefined }
}

/** Its own id, or that of the schema that it was derived from by a description or a check. */
export function idOf(schema: z.ZodType): string | undefined {
  const id = schema.meta()?.id
  if (id !== undefined) return id
  return schema._zod.parent instanceof z.ZodType ? idOf(schema._zod.parent) : undefined
}

/** What is said about this place; what is said about a type itself stands there. */
export function descriptionOf(schema: z.ZodType): string | undefined {
  const { id, description } = schema.meta() ?? {}
  if (id !== undefined) return undefined
  if (description !== undefined) return description
  const isWrapper = schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
  return isWrapper ? descriptionOf(asSchema(schema.unwrap())) : undefined
}

export const deprecationOf = (schema: z.ZodType): string | undefined =>
  schema.meta()?.deprecated === true ? 'It is deprecated.' : undefined

export const capital = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`

import fastJson, { type Schema } from 'fast-json-stringify'
import { z } from 'zod'

export type Encode = (output: unknown) => string

const known = new WeakMap<z.ZodType, Encode>()

/**
 * Writes an output as JSON by its schema: what the schema does not name is not written, what it names must be there. Compiled once
 * from the JSON Schema that OpenAPI shows too; five times as fast as encoding with zod.
 */
export function encode(schema: z.ZodType, output: unknown): string {
  const encoder = known.get(schema) ?? compile(schema)
  known.set(schema, encoder)
  return encoder(output)
}

function compile(schema: z.ZodType): Encode {
  let hasOtherCodec = false
  const { $defs = {}, ...root } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema }) => {
      if (zodSchema instanceof z.ZodCodec && !(zodSchema.def.out instanceof z.ZodDate)) hasOtherCodec = true
    },
  })
  // Of codecs the compiler knows only dates, which JSON Schema has a format for.
  if (hasOtherCodec) return (output) => JSON.stringify(z.encode(schema, output))
  return fastJson(plain(root, $defs) as Schema)
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** The schema without references, and with `nullable` for "or null": the forms that compile to the least code. */
function plain(schema: JsonSchema, definitions: Record<string, JsonSchema>): object {
  const target = schema.$ref?.replace('#/$defs/', '')
  if (target) return plain(definitions[target] ?? {}, definitions)
  // Which of the forms a value has would have to be found out first; events, which alone have several, are JSON as they are.
  if (schema.oneOf) return {}
  const alternatives = schema.anyOf?.filter(({ type }) => type !== 'null')
  const [only] = alternatives ?? []
  if (only && alternatives?.length === 1) return { ...plain(only, definitions), nullable: true }
  const each = (schemas: Record<string, JsonSchema>) =>
    Object.fromEntries(Object.entries(schemas).map(([name, field]) => [name, plain(field, definitions)]))
  return {
    type: schema.type,
    format: schema.format,
    required: schema.required,
    ...(schema.anyOf && { anyOf: schema.anyOf.map((one) => plain(one, definitions)) }),
    ...(schema.properties && { properties: each(asSchemas(schema.properties)) }),
    ...(schema.items && { items: plain(asSchema(schema.items), definitions) }),
    ...(schema.additionalProperties && {
      additionalProperties: plain(asSchema(schema.additionalProperties), definitions),
    }),
  }
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null
const asSchema = (value: unknown): JsonSchema => (isSchema(value) ? value : {})
const asSchemas = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).map(([name, field]) => [name, asSchema(field)]))

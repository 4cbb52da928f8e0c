import { z } from 'zod'

export type JsonObject = Record<string, unknown>

const JsonSchema = z.looseObject({ $defs: z.record(z.string(), z.looseObject({})).optional() })
const Root = z.looseObject({ properties: z.looseObject({ root: z.looseObject({}) }) })

export type Schemas = ReturnType<typeof createSchemas>

/**
 * Collects the JSON Schemas of zod schemas: those with an id become components, once, and only when something uses
 * them. The wire has the input side of a codec, for answers as well.
 */
export function createSchemas() {
  const components: Record<string, JsonObject> = {}

  /** The schema itself, or a reference to it where it has an id. */
  function refer(schema: z.ZodType): JsonObject {
    const { $defs, root } = print(schema)
    for (const [id, definition] of Object.entries($defs)) components[id] = withReferences(definition)
    return withReferences(root)
  }

  return {
    refer,
    /** In alphabetical order, so that the printed file changes little. */
    components: () => Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Of what has no id and holds nothing that has one. */
export const schemaOf = (schema: z.ZodType): JsonObject => print(schema).root

function print(schema: z.ZodType) {
  const { $defs = {}, ...wrapped } = JsonSchema.parse(
    z.toJSONSchema(z.object({ root: schema }), { io: 'input', override: ({ jsonSchema }) => tidy(jsonSchema) }),
  )
  return { $defs, root: Root.parse(wrapped).properties.root }
}

/** The pattern of a date says no more than its format, in 300 characters; what JavaScript can count is no bound of ours. */
function tidy(schema: { format?: string; pattern?: string; id?: string; maximum?: number; minimum?: number }): void {
  if (schema.format === 'date-time' || schema.format === 'date') delete schema.pattern
  if (!schema.format && schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  delete schema.id
}

const withReferences = (schema: JsonObject): JsonObject =>
  z.looseObject({}).parse(JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')))

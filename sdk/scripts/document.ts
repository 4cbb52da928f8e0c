import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The parts of api/openapi.json from which resources are printed. */
const Parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false) })
const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  description: z.string().optional(),
  properties: z
    .record(z.string(), z.looseObject({ items: z.looseObject({ $ref: z.string().optional() }).optional() }))
    .optional(),
})
export type Schema = z.output<typeof Schema>
const Content = z.record(
  z.string(),
  z.object({ schema: Schema.optional(), example: z.string().optional().catch(undefined) }),
)

const Operation = z.object({
  operationId: z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z]+)+$/),
  summary: z.string(),
  description: z.string().default(''),
  deprecated: z.boolean().default(false),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.default({}) })),
})

const Document = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
})
export type Document = z.output<typeof Document>

export interface Endpoint extends z.output<typeof Operation> {
  method: string
  path: string
}

export const header = '// Printed from api/openapi.json by `npm run generate`. Do not edit.'

export const folder = path.resolve(import.meta.dirname, '..')

export const readDocument = (): Document =>
  Document.parse(JSON.parse(readFileSync(path.resolve(folder, '../api/openapi.json'), 'utf8')))

export const endpointsOf = ({ paths }: Document): Endpoint[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )

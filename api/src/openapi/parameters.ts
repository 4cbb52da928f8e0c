import type { z } from 'zod'
import type { Operation } from '../operation.ts'
import type { JsonObject, Schemas } from './schemas.ts'

/** Path, query and header parameters. */
export function describeParameters({ params, query, rest }: Operation, schemas: Schemas): JsonObject[] {
  return [
    ...describeFields(params, 'path', schemas),
    ...describeFields(query, 'query', schemas),
    ...(rest.method === 'POST' ? [idempotencyKey] : []),
    ...(rest.etag === 'checks' ? [ifMatch] : []),
    requestId,
  ]
}

function describeFields(schema: z.ZodObject | undefined, place: 'path' | 'query', schemas: Schemas): JsonObject[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...type } = schemas.refer(field)
    return { name, in: place, required: place === 'path', ...(description ? { description } : {}), schema: type }
  })
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes a repeated request safe: for 24 hours the first success is answered again, and nothing is done twice.',
  schema: { type: 'string', minLength: 1, maxLength: 257, examples: ['b7e23ec2-9f4c-4a1d-8d5e-0d0f6a5b1c2d'] },
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of the version that you mean to change.',
  schema: { type: 'string', examples: ['"3"'] },
}

const requestId = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description: 'Your own id of the request, for logs; comes back in the answer.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,128}$' },
}

import type { z } from 'zod'
import { IDEMPOTENCY_KEY_FORM } from '../idempotency.ts'
import type { Operation } from '../operation.ts'
import { HEADER_LIMIT } from '../rest/limits.ts'
import { exampleIds } from '../schemas.ts'
import type { JsonObject, Schemas } from './schemas.ts'

/** Path, query and header parameters. */
export function describeParameters(operation: Operation, schemas: Schemas): JsonObject[] {
  const { params, query, rest } = operation
  return [
    ...describeFields(params, 'path', schemas),
    ...describeFields(query, 'query', schemas),
    ...(rest.method === 'POST' ? [idempotencyKey] : []),
    ...(rest.etag === 'checks' ? [ifMatch] : []),
    ...(operation.kind === 'stream' && operation.isResumable ? [lastEventId] : []),
    actFor,
    requestId,
  ]
}

function describeFields(schema: z.ZodObject | undefined, place: 'path' | 'query', schemas: Schemas): JsonObject[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...type } = schemas.refer(field)
    return { name, in: place, required: place === 'path', ...(description ? { description } : {}), schema: type }
  })
}

/** What RFC 9110 section 5.5 lets a field hold, as far as all headers together may reach. */
const headerText = { type: 'string', pattern: '^[\\t\\u0020-\\u007e\\u0080-\\u00ff]*$', maxLength: HEADER_LIMIT }

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes a repeated request safe: for 24 hours the first success is answered again, and nothing is done twice.',
  schema: {
    type: 'string',
    pattern: IDEMPOTENCY_KEY_FORM,
    maxLength: 257,
    examples: ['b7e23ec2-9f4c-4a1d-8d5e-0d0f6a5b1c2d'],
  },
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of the version that you mean to change.',
  schema: { ...headerText, examples: ['"3"'] },
}

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The `id` of the last event that you got: the stream goes on behind it. Browsers send it by themselves.',
  schema: { type: 'string', pattern: '^[0-9]{1,15}$', maxLength: 15, examples: ['41'] },
}

const actFor = {
  name: 'Coldframe-Account',
  in: 'header',
  required: false,
  description: 'Id of a sub-account of yours, to act for it: what is read and made is its own.',
  schema: { type: 'string', pattern: '^acct_[0-9a-z]{26}$', maxLength: 31, examples: [exampleIds.account] },
}

const requestId = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description:
    'Your own id of the request, for logs; comes back in the answer. 1 to 128 letters, digits, `_`, `.`, `:` or `-`: instead of another one the request gets an id of ours.',
  schema: { ...headerText, examples: ['0b0c6b1e-4d0e-4d3c-8f6e-6f1c1a0f5a11'] },
}

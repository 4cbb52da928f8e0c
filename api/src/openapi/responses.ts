import { type ErrorCode, errorCatalogue } from '../error-catalogue.ts'
import type { Operation } from '../operation.ts'
import { ERRORS_PAGE, PROBLEM_TYPE, Problem } from '../rest/problem.ts'
import type { JsonObject, Schemas } from './schemas.ts'

/** What any operation may answer. */
const always: ErrorCode[] = [
  'bad_request',
  'api_key_missing',
  'api_key_invalid',
  'api_key_revoked',
  'api_key_expired',
  'scope_missing',
  'request_timeout',
  'validation_failed',
  'internal_error',
]
/** What any may that can have a body: one that is not wanted is read all the same. */
const withBody: ErrorCode[] = ['invalid_json', 'body_too_large', 'unsupported_media_type']

/** What any may that is safe to repeat under a key. */
const withKey: ErrorCode[] = ['idempotency_key_invalid', 'idempotency_key_in_progress', 'idempotency_key_reused']

export const errorsOf = ({ rest, errors }: Operation): ErrorCode[] => [
  ...always,
  ...(rest.method === 'POST' ? withKey : []),
  ...(rest.method === 'GET' ? [] : withBody),
  ...errors,
]

export function describeResponses(operation: Operation, schemas: Schemas): JsonObject {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => errorCatalogue[code].status)
  const problems = [...byStatus].map(([status, codes]) => [status, describeProblem(codes, schemas)])
  return { ...describeSuccess(operation, schemas), ...Object.fromEntries(problems) }
}

function describeSuccess({ kind, rest, output }: Operation, schemas: Schemas): JsonObject {
  const answer = {
    headers: {
      ...requestIdHeader,
      ...(rest.method === 'POST' && { 'Idempotent-Replayed': replayed }),
      ...(rest.etag && { ETag: etag }),
      ...(rest.location && { Location: location }),
    },
    content:
      kind === 'stream'
        ? { 'text/event-stream': { schema: { type: 'string' }, example: streamExample } }
        : { 'application/json': { schema: schemas.refer(output) } },
  }
  const words = { 200: 'Done.', 201: 'Made.', 202: 'Taken; the operation does the work.' }
  const statuses = rest.startedStatus ? [rest.status, rest.startedStatus] : [rest.status]
  return Object.fromEntries(statuses.map((status) => [status, { description: words[status], ...answer }]))
}

function describeProblem(codes: ErrorCode[], schemas: Schemas): JsonObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].title}.`).join(' '),
    headers: requestIdHeader,
    content: {
      [PROBLEM_TYPE]: {
        schema: schemas.refer(Problem),
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
}

const exampleOf = (code: ErrorCode): Problem => ({
  type: `${ERRORS_PAGE}#${code}`,
  title: errorCatalogue[code].title,
  status: errorCatalogue[code].status,
  detail: errorCatalogue[code].explanation,
  code,
  requestId: '0b0c6b1e-4d0e-4d3c-8f6e-6f1c1a0f5a11',
})

const requestIdHeader = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } }
const etag = { description: 'The version, for `If-Match`.', schema: { type: 'string', examples: ['"3"'] } }
const replayed = {
  description: '`true` when this is the kept answer of an earlier request with the same `Idempotency-Key`.',
  schema: { type: 'string', enum: ['true'] },
}
const location = { description: 'Path of the new resource.', schema: { type: 'string' } }
const streamExample =
  'event: operation\ndata: {"id":"op_01jd8k5f9q4rwxyzabcdefghjn","status":"running", …}\n\nevent: end\ndata: {"status":"succeeded"}\n\n'

/** What responses refer to: an example for each code that an operation answers. */
export const describeShared = (operations: Operation[]): JsonObject => ({
  headers: { 'X-Request-Id': { description: 'Id of the request, for support.', schema: { type: 'string' } } },
  examples: Object.fromEntries(
    [...new Set(operations.flatMap(errorsOf))].sort().map((code) => [code, { value: exampleOf(code) }]),
  ),
})

import { type ErrorCode, errorCatalogue } from '../error-catalogue.ts'
import type { Operation } from '../operation.ts'
import { ERRORS_PAGE, PROBLEM_TYPE, Problem } from '../rest/problem.ts'
import { exampleIds, requestId } from '../schemas.ts'
import { type JsonObject, type Schemas, schemaOf } from './schemas.ts'

/** What any operation may answer. */
const always: ErrorCode[] = [
  'bad_request',
  'api_key_missing',
  'api_key_invalid',
  'api_key_revoked',
  'api_key_expired',
  'scope_missing',
  'account_not_found',
  'request_timeout',
  'validation_failed',
  'rate_limited',
  'headers_too_large',
  'internal_error',
  'overloaded',
]
/** What any may that can have a body: one that is not wanted is read all the same. */
const withBody: ErrorCode[] = ['invalid_json', 'body_too_large', 'unsupported_media_type']

/** What any may that is safe to repeat under a key. */
const withKey: ErrorCode[] = ['idempotency_key_invalid', 'idempotency_key_in_progress', 'idempotency_key_reused']

/** Far above what any chart comes to. */
const MOST_FILE_CHARACTERS = 1_000_000

export const errorsOf = ({ rest, errors, upload }: Operation): ErrorCode[] => [
  ...always,
  ...(rest.method === 'POST' ? withKey : []),
  ...(rest.method === 'GET' ? [] : withBody.filter((code) => !upload || code !== 'invalid_json')),
  ...errors,
]

export function describeResponses(operation: Operation, schemas: Schemas): JsonObject {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => errorCatalogue[code].status)
  const problems = [...byStatus].map(([status, codes]) => [status, describeProblem(status, codes, schemas)])
  return { ...describeSuccess(operation, schemas), ...Object.fromEntries(problems) }
}

function describeSuccess(operation: Operation, schemas: Schemas): JsonObject {
  const { rest, output } = operation
  const answer = {
    headers: {
      ...requestIdHeader,
      ...rateLimitHeaders,
      ...(rest.method === 'POST' && { 'Idempotent-Replayed': replayed }),
      ...(rest.etag && { ETag: etag }),
      ...(rest.location && { Location: location }),
    },
    content:
      operation.kind === 'stream'
        ? // JSON Schema has no words for a stream of text: each `data` is the JSON of the output.
          { 'text/event-stream': { example: operation.example } }
        : rest.file
          ? { [rest.file.mediaType]: { schema: { type: 'string', maxLength: MOST_FILE_CHARACTERS, pattern: '^<' } } }
          : { 'application/json': { schema: schemas.refer(output) } },
  }
  const words = { 200: 'Done.', 201: 'Made.', 202: 'Taken; the operation does the work.' }
  const statuses = rest.startedStatus ? [rest.status, rest.startedStatus] : [rest.status]
  return Object.fromEntries(statuses.map((status) => [status, { description: words[status], ...answer }]))
}

/** What is answered before the key is known, and so without its limits. */
const beforeAdmission: ErrorCode[] = [
  'api_key_missing',
  'api_key_invalid',
  'api_key_revoked',
  'api_key_expired',
  'request_timeout',
  'headers_too_large',
  'overloaded',
]
const isAfterAdmission = (code: ErrorCode) => !beforeAdmission.includes(code)

function describeProblem(status: number, codes: ErrorCode[], schemas: Schemas): JsonObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].title}.`).join(' '),
    headers: {
      ...requestIdHeader,
      ...(codes.some(isAfterAdmission) && rateLimitHeaders),
      ...(codes.some((code) => code === 'rate_limited' || code === 'overloaded') && retryAfterHeader),
      ...(status === 401 && authenticateHeader),
    },
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

const referTo = (...names: (keyof typeof sharedHeaders)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const sharedHeaders = {
  'X-Request-Id': { description: 'Id of the request, for support.', schema: schemaOf(requestId()) },
  'RateLimit-Policy': {
    description: 'How many requests (`q`) the key has in a window of so many seconds (`w`).',
    schema: { type: 'string', pattern: '^"default";q=\\d+;w=\\d+$', maxLength: 50, examples: ['"default";q=600;w=60'] },
  },
  RateLimit: {
    description: 'How many requests are left (`r`) until the window ends, in seconds (`t`).',
    schema: { type: 'string', pattern: '^"default";r=\\d+;t=\\d+$', maxLength: 50, examples: ['"default";r=593;t=41'] },
  },
  'WWW-Authenticate': {
    description: 'RFC 6750 section 3: how to authenticate, and what was wrong with the key.',
    schema: {
      type: 'string',
      pattern: '^Bearer ',
      maxLength: 200,
      examples: ['Bearer realm="coldframe", error="invalid_token"'],
    },
  },
  'Retry-After': {
    description: 'Seconds to wait before the request is sent again.',
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 86_400, examples: [41] },
  },
}
const rateLimitHeaders = referTo('RateLimit-Policy', 'RateLimit')
const authenticateHeader = referTo('WWW-Authenticate')
const retryAfterHeader = referTo('Retry-After')
const requestIdHeader = referTo('X-Request-Id')
const etag = {
  description: 'The version, for `If-Match`.',
  schema: { type: 'string', pattern: '^"\\d{1,9}"$', maxLength: 11, examples: ['"3"'] },
}
const replayed = {
  description: '`true` when this is the kept answer of an earlier request with the same `Idempotency-Key`.',
  schema: { type: 'string', enum: ['true'] },
}
const location = {
  description: 'Path of the new resource.',
  schema: { type: 'string', format: 'uri-reference', maxLength: 200, examples: [`/v1/domains/${exampleIds.domain}`] },
}

/** What responses refer to: an example for each code that an operation answers. */
export const describeShared = (operations: Operation[]): JsonObject => ({
  headers: sharedHeaders,
  examples: Object.fromEntries(
    [...new Set(operations.flatMap(errorsOf))].sort().map((code) => [code, { value: exampleOf(code) }]),
  ),
})

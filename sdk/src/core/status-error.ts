import * as errors from '../errors.ts'
import type { Fault } from '../generated/models.ts'
import { isObject, parseObject } from './parse-object.ts'
import { parseRetryAfter } from './retry.ts'

const classes: Record<number, typeof errors.ColdframeError> = {
  400: errors.BadRequestError,
  401: errors.AuthenticationError,
  402: errors.SpendCeilingError,
  403: errors.PermissionDeniedError,
  404: errors.NotFoundError,
  409: errors.ConflictError,
  412: errors.PreconditionFailedError,
  422: errors.UnprocessableEntityError,
  429: errors.RateLimitError,
}

/** Whatever the body is: a proxy on the way answers in HTML. */
export function createStatusError(response: Response, text: string, nowMs: number): errors.ColdframeError {
  const { status, headers } = response
  const problem = parseObject(text)
  const code = stringOf(problem?.code)
  const message = stringOf(problem?.detail) ?? stringOf(problem?.title)
  const ErrorClass = classes[status] ?? (status >= 500 ? errors.InternalServerError : errors.StatusError)
  return new ErrorClass(message ?? `The answer was ${status}, and no problem that the API describes`, {
    code: code ?? 'unknown',
    status,
    headers,
    requestId: headers.get('x-request-id') ?? stringOf(problem?.requestId),
    errors: Array.isArray(problem?.errors) ? problem.errors.filter(isFault) : [],
    problem,
    retryAfter: parseRetryAfter(headers.get('retry-after'), nowMs),
  })
}

const stringOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

const isFault = (value: unknown): value is Fault =>
  isObject(value) && typeof value.path === 'string' && typeof value.code === 'string'

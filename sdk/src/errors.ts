import type { Fault } from './generated/models.ts'

interface Details {
  code: string
  status?: number
  headers?: Headers
  requestId?: string | null
  errors?: Fault[]
  problem?: Record<string, unknown>
  retryAfter?: number | null
  cause?: unknown
}

/** What every error of this package is. */
export class ColdframeError extends Error {
  override readonly name: string = 'ColdframeError'
  /** Stable: branch on it. Those of the API are listed in its errors page. */
  readonly code: string
  /** Null where no answer came. */
  readonly status: number | null
  readonly headers: Headers | null
  /** Give it to support. */
  readonly requestId: string | null
  /** Each value that is wrong. */
  readonly errors: Fault[]
  /** The answer as it came (RFC 9457), with fields of this code alone, such as `domainId`. Null where it was none. */
  readonly problem: Record<string, unknown> | null
  /** Seconds to wait before the next attempt, where the answer told. */
  readonly retryAfter: number | null

  constructor(message: string, { code, status, headers, requestId, errors, problem, retryAfter, cause }: Details) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.status = status ?? null
    this.headers = headers ?? null
    this.requestId = requestId ?? headers?.get('x-request-id') ?? null
    this.errors = errors ?? []
    this.problem = problem ?? null
    this.retryAfter = retryAfter ?? null
  }
}

/** 400: the request could not be read. */
export class BadRequestError extends ColdframeError {
  override readonly name = 'BadRequestError'
}

/** 401: there is no API key, or none that works. */
export class AuthenticationError extends ColdframeError {
  override readonly name = 'AuthenticationError'
}

/** 402: the order comes to more than its `maxSpend`, or than the account's spend ceiling. Nothing was bought. */
export class SpendCeilingError extends ColdframeError {
  override readonly name = 'SpendCeilingError'
}

/** 403: the API key lacks a scope. */
export class PermissionDeniedError extends ColdframeError {
  override readonly name = 'PermissionDeniedError'
}

/** 404: there is no such thing, or it belongs to somebody else. */
export class NotFoundError extends ColdframeError {
  override readonly name = 'NotFoundError'
}

/** 409: it clashes with what is there. */
export class ConflictError extends ColdframeError {
  override readonly name = 'ConflictError'
}

/** 412: somebody else changed it since `ifMatch` was read. */
export class PreconditionFailedError extends ColdframeError {
  override readonly name = 'PreconditionFailedError'
}

/** 422: `errors` has each value that is wrong. */
export class UnprocessableEntityError extends ColdframeError {
  override readonly name = 'UnprocessableEntityError'
}

/** 429: `retryAfter` tells for how many seconds. */
export class RateLimitError extends ColdframeError {
  override readonly name = 'RateLimitError'
}

/** 5xx. */
export class InternalServerError extends ColdframeError {
  override readonly name = 'InternalServerError'
}

/** Any other status that is no success. */
export class StatusError extends ColdframeError {
  override readonly name = 'StatusError'
}

/** A success whose body cannot be read, such as the page of a proxy. */
export class InvalidAnswerError extends ColdframeError {
  override readonly name = 'InvalidAnswerError'
}

/** No answer came, or it broke off; `cause` has what the platform told. */
export class ConnectionError extends ColdframeError {
  override readonly name = 'ConnectionError'
}

/** The answer, or what was waited for, did not come in time. */
export class TimeoutError extends ColdframeError {
  override readonly name = 'TimeoutError'
}

/** The caller's signal was aborted; `cause` has its reason. */
export class AbortedError extends ColdframeError {
  override readonly name = 'AbortedError'
}

/** The call cannot be made as it is written: a missing key, an empty id, a value that is no JSON. */
export class UsageError extends ColdframeError {
  override readonly name = 'UsageError'
}

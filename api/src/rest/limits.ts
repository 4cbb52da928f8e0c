import { defaultPressure, type PressureLimits } from '../limits/pressure.ts'
import type { RatePolicy } from '../limits/rate-limiter.ts'
import type { Operation } from '../operation.ts'

export const BODY_LIMIT = 1024 * 1024
export const bodyLimitOf = ({ upload, rest }: Operation): number => upload?.mostBytes ?? rest.mostBytes ?? BODY_LIMIT
/** Request line and headers together. */
export const HEADER_LIMIT = 16 * 1024

export interface Limits {
  /** How long a client may take, in milliseconds. */
  headersTimeoutMs: number
  requestTimeoutMs: number
  /** A client that takes nothing of its answer for this long is left. */
  stalledTimeoutMs: number
  /** Between signs of life in a stream. */
  heartbeatMs: number
  /** Requests of one key. */
  rate: RatePolicy
  /** Keys from one address that were refused. */
  guesses: RatePolicy
  pressure: PressureLimits
}

export const defaultLimits: Limits = {
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  stalledTimeoutMs: 60_000,
  heartbeatMs: 15_000,
  rate: { limit: 600, windowMs: 60_000 },
  guesses: { limit: 60, windowMs: 60_000 },
  pressure: defaultPressure,
}

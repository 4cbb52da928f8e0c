import { type ColdframeError, ConnectionError, TimeoutError } from '../errors.ts'

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 8_000
/** Who is told to wait longer has better things to do, and is told so. */
export const LONGEST_RETRY_AFTER_SECONDS = 60

/** Whether the same request may be answered otherwise the next time. */
export function isWorthRetrying(error: ColdframeError): boolean {
  const { status, code } = error
  if (status === null) return error instanceof ConnectionError || error instanceof TimeoutError
  if (status === 409) return code === 'idempotency_key_in_progress'
  return status === 408 || status === 429 || status >= 500
}

/** Null where the wait that is asked for is too long. `attempt` counts from 0, `random` is from 0 to 1. */
export function retryDelayMs({ retryAfter }: ColdframeError, attempt: number, random: number): number | null {
  if (retryAfter !== null) return retryAfter <= LONGEST_RETRY_AFTER_SECONDS ? retryAfter * 1_000 : null
  // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
  return random * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt)
}

/** Seconds; from a number of them or from a date (RFC 9110 section 10.2.3). Null for what is neither. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text)
  // Only the forms of a date that begin with the name of a day: Date.parse takes much else.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1_000))
}

import { parseRetryAfter } from '../providers/retry-after.ts'
import type { Answer, Sent } from './sender.ts'

/** What an attempt came to, for its delivery. */
export interface Outcome {
  verdict: 'succeeded' | 'retry' | 'failed' | 'gone'
  /** Null when it succeeded. */
  code: string | null
  message: string | null
  /** What the receiver asked for. */
  retryAfterMs: number | null
}

/** Request timeout and too many requests (RFC 9110 section 15.5.9, RFC 6585 section 4). */
const passing = [408, 429]

/** Any 2xx is success. What may be well again later is tried again; what the receiver has decided is not. */
export function judge(result: Sent['result'], now = Date.now()): Outcome {
  if ('code' in result) return { verdict: 'retry', ...result, retryAfterMs: null }
  const { status } = result
  if (status >= 200 && status < 300) return { verdict: 'succeeded', code: null, message: null, retryAfterMs: null }
  const message = `The receiver answered ${status}.`
  if (status === 410) return end('gone', 'gone', `${message} The endpoint was disabled.`)
  if (status >= 300 && status < 400) return end('failed', 'redirected', `${message} Redirects are not followed.`)
  if (status < 500 && !passing.includes(status)) return end('failed', 'status_refused', message)
  return { verdict: 'retry', code: 'status_failed', message, retryAfterMs: askedFor(result, now) }
}

const end = (verdict: 'failed' | 'gone', code: string, message: string): Outcome => ({
  verdict,
  code,
  message,
  retryAfterMs: null,
})

function askedFor({ headers }: Answer, now: number): number | null {
  return parseRetryAfter(headers['retry-after'], now) ?? null
}

import { ColdframeError, ConnectionError } from '../errors.ts'
import type { CallOptions } from '../options.ts'
import { createDeadline, sleep } from './deadline.ts'
import { createLog } from './log.ts'
import type { Prepared } from './prepare.ts'
import { isWorthRetrying, retryDelayMs } from './retry.ts'
import type { Settings } from './settings.ts'
import { createStatusError } from './status-error.ts'

export interface Clock {
  nowMs(): number
  /** Rejects with the signal's reason. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>
  /** From 0 to 1. */
  random(): number
}

export const systemClock: Clock = { nowMs: () => Date.now(), sleep, random: () => Math.random() }

/** Takes what it wants of a success, within the attempt: when it fails, the attempt has failed. */
type Take<Result> = (response: Response) => Promise<Result>

/** Makes a call by as many attempts as it takes and may take. Every error is a ColdframeError. */
export function createRun(settings: Settings, clock: Clock) {
  const log = createLog(settings.log)

  async function tryOnce<Result>(
    { method, url, headers, body }: Prepared,
    { timeoutMs, signal, attempt }: { timeoutMs: number; signal: AbortSignal; attempt: number },
    take: Take<Result>,
  ): Promise<Result> {
    const startedAtMs = clock.nowMs()
    const deadline = createDeadline(timeoutMs, signal)
    const entry = { method, url, attempt }
    const durationMs = () => clock.nowMs() - startedAtMs
    try {
      log({ kind: 'request', ...entry })
      const response = await settings.fetch(url, { method, headers, body, signal: deadline.signal })
      const { status } = response
      log({
        kind: 'response',
        ...entry,
        status,
        requestId: response.headers.get('x-request-id'),
        durationMs: durationMs(),
      })
      if (!response.ok) throw createStatusError(response, await response.text(), clock.nowMs())
      return await take(response)
    } catch (caught) {
      const error = deadline.error() ?? (caught instanceof ColdframeError ? caught : brokenConnection(caught))
      if (error.status === null) log({ kind: 'failure', ...entry, code: error.code, durationMs: durationMs() })
      throw error
    } finally {
      deadline.clear()
    }
  }

  /** Null where it is not worth it, not allowed, or would take more time than there is. */
  function delayAfter(error: unknown, attempt: number, endsAtMs: number): number | null {
    if (!(error instanceof ColdframeError) || !isWorthRetrying(error)) return null
    const delayMs = retryDelayMs(error, attempt, clock.random())
    return delayMs !== null && clock.nowMs() + delayMs < endsAtMs ? delayMs : null
  }

  return async function run<Result>(prepared: Prepared, options: CallOptions, take: Take<Result>): Promise<Result> {
    const { maxRetries, timeoutMs, totalTimeoutMs } = { ...settings, ...definedOf(options) }
    const total = createDeadline(totalTimeoutMs, options.signal)
    const endsAtMs = clock.nowMs() + (totalTimeoutMs ?? Number.POSITIVE_INFINITY)
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          return await tryOnce(prepared, { timeoutMs, signal: total.signal, attempt }, take)
        } catch (error) {
          const isLast = attempt >= maxRetries || total.error() !== null
          const delayMs = isLast ? null : delayAfter(error, attempt, endsAtMs)
          if (delayMs === null) throw error
          log({ kind: 'retry', method: prepared.method, url: prepared.url, attempt, code: codeOf(error), delayMs })
          await clock.sleep(delayMs, total.signal)
        }
      }
    } finally {
      total.clear()
    }
  }
}

const codeOf = (error: unknown): string => (error instanceof ColdframeError ? error.code : 'unknown')

const definedOf = ({ maxRetries, timeoutMs, totalTimeoutMs }: CallOptions) => ({
  ...(maxRetries !== undefined && { maxRetries }),
  ...(timeoutMs !== undefined && { timeoutMs }),
  ...(totalTimeoutMs !== undefined && { totalTimeoutMs }),
})

function brokenConnection(cause: unknown): ConnectionError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  const reason = inner instanceof Error ? ('code' in inner && inner.code ? inner.code : inner.message) : inner
  return new ConnectionError(`The connection failed: ${reason}`, { code: 'connection_failed', cause })
}

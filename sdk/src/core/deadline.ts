import { AbortedError, type ColdframeError, TimeoutError } from '../errors.ts'

/** A signal that follows the caller's own and the time; its reason is the error to throw. */
export interface Deadline {
  signal: AbortSignal
  /** The error of this deadline, once it has passed. */
  error(): ColdframeError | null
  /** Frees the timer and lets go of the caller's signal. */
  clear(): void
}

/** By hand, as `AbortSignal.any` keeps every follower of a long-lived signal, and is missing before Node 20.3. */
export function createDeadline(timeoutMs: number | undefined, parent?: AbortSignal): Deadline {
  const controller = new AbortController()
  let error: ColdframeError | null = null
  const end = (reason: ColdframeError) => {
    error ??= reason
    controller.abort(error)
  }
  const follow = () => end(aborted(parent?.reason))
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => end(timedOut(timeoutMs)), timeoutMs)
  if (parent?.aborted) follow()
  else parent?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    error: () => error,
    clear() {
      clearTimeout(timer)
      parent?.removeEventListener('abort', follow)
    },
  }
}

/** A deadline within a deadline passes the outer one's error on. */
const aborted = (reason: unknown): ColdframeError =>
  reason instanceof AbortedError || reason instanceof TimeoutError
    ? reason
    : new AbortedError('The caller gave it up', { code: 'aborted', cause: reason })

const timedOut = (timeoutMs: number) => new TimeoutError(`It took longer than ${timeoutMs} ms`, { code: 'timed_out' })

export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, delayMs)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

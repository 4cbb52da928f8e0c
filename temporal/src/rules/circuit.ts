/** How one receiver has answered lately, and what it may get at once. */
export interface Circuit {
  /** Attempts under way at once. */
  limit: number
  /** Failures since the last success. */
  failures: number
  /** Before this no attempt is made, in milliseconds of any clock that the caller keeps to. */
  closedUntil: number
}

/** A receiver that nobody knows yet gets a little, and more with each success. */
const FIRST_LIMIT = 8
const HIGHEST_LIMIT = 64
const FAILURES_TO_OPEN = 10
/** An open circuit is probed by one attempt at a time, no more often than this. */
const PROBE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export const newCircuit = (): Circuit => ({ limit: FIRST_LIMIT, failures: 0, closedUntil: 0 })

export const isOpen = ({ failures }: Circuit): boolean => failures >= FAILURES_TO_OPEN

export function afterSuccess(circuit: Circuit): Circuit {
  const limit = isOpen(circuit) ? FIRST_LIMIT : Math.min(HIGHEST_LIMIT, circuit.limit + 1)
  return { limit, failures: 0, closedUntil: 0 }
}

/** `retryAfterMs`: what the receiver asked for; believed up to a minute, as others may know that it is well again. */
export function afterFailure(circuit: Circuit, now: number, retryAfterMs = 0): Circuit {
  const failures = circuit.failures + 1
  const asked = Math.min(retryAfterMs, LONGEST_PAUSE_MS)
  const pause = failures >= FAILURES_TO_OPEN ? Math.max(PROBE_MS, asked) : asked
  return { limit: Math.max(1, Math.floor(circuit.limit / 2)), failures, closedUntil: now + pause }
}

/** How many more attempts may begin. */
export function allowance(circuit: Circuit, inFlight: number, now: number): number {
  if (now < circuit.closedUntil) return 0
  return Math.max(0, (isOpen(circuit) ? 1 : circuit.limit) - inFlight)
}

export const firstAllowance = FIRST_LIMIT
export const highestAllowance = HIGHEST_LIMIT

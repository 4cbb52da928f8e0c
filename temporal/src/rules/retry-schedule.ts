const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Waits before each further attempt at a delivery: those of Standard Webhooks 1.0.0, 75 hours in all. */
export const retryDelaysMs: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS
/** Spreads the retries of what failed together; a wait is never shortened. */
const JITTER_SHARE = 0.1

/**
 * How long to wait, in milliseconds. `random`: from 0 to 1. A receiver that said `Retry-After` is left alone at least
 * that long, though no longer than a day.
 */
export function retryDelayMs(delayMs: number, random: number, retryAfterMs?: number | null): number {
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS)
  return Math.round(Math.max(delayMs, asked) * (1 + JITTER_SHARE * random))
}

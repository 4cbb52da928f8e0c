const SHORTEST_MS = 250
const LONGEST_MS = 60_000
const SHARE_OF_WAIT = 0.1

/**
 * How long to wait before the world is asked again, in milliseconds.
 * A tenth of what was waited already: whatever the wait, it is overrun by at most a tenth and asked about some 60 times an hour at most.
 */
export function pollDelayMs(waitedMs: number): number {
  return Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, waitedMs * SHARE_OF_WAIT)))
}

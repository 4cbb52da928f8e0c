import type { Clock } from './run.ts'

/** Sleeps take no time and are written down; chance always gives the longest wait. */
export function createTestClock(): Clock & { slept: number[] } {
  const slept: number[] = []
  let passedMs = 0
  return {
    slept,
    nowMs: () => Date.now() + passedMs,
    random: () => 1,
    async sleep(delayMs, signal) {
      if (signal.aborted) throw signal.reason
      slept.push(delayMs)
      passedMs += delayMs
    },
  }
}

import { createHash } from 'node:crypto'

/** When a process is killed: so long after so many steps of the order were done. */
export interface Moment {
  stepsDone: number
  thenMs: number
}

/** Longer than most steps take by themselves, shorter than the last one waits for its message. */
const LONGEST_PAUSE_MS = 250

/** About what an order takes to be answered. */
const ORDER_MS = 40

/**
 * `count` moments: the first one while the order is being taken, the others spread over all boundaries between `steps`
 * steps. They are the same for the same seed.
 */
export function chooseMoments(seed: string, count: number, steps: number): Moment[] {
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return { stepsDone: 0, thenMs: Math.floor(share(seed, index, 'pause') * ORDER_MS) }
    return {
      stepsDone: Math.floor(((index + share(seed, index, 'step')) / count) * steps),
      thenMs: Math.floor(share(seed, index, 'pause') * LONGEST_PAUSE_MS),
    }
  })
}

/** At least 0, less than 1. */
function share(seed: string, index: number, what: string): number {
  return createHash('sha256').update(`${seed} ${index} ${what}`).digest().readUInt32BE(0) / 2 ** 32
}

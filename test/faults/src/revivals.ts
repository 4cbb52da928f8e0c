import { setTimeout as sleep } from 'node:timers/promises'
import type { Say } from '@coldframe/bench'

const patienceMs = 60_000
const pollMs = 50

/** Knows when a killed process serves again: the supervisor says so. */
export function createRevivals(say: Say) {
  const counts = new Map<string, number>()
  const count = (name: string) => counts.get(name) ?? 0
  return {
    say(line: string) {
      const name = /^(\S+) is ready again/.exec(line)?.[1]
      if (name) counts.set(name, count(name) + 1)
      say(line)
    },
    count,
    async waitFor(name: string, wanted: number): Promise<void> {
      const deadline = Date.now() + patienceMs
      while (count(name) < wanted) {
        if (Date.now() > deadline) throw new Error(`${name} was not started again within ${patienceMs / 1_000} s`)
        await sleep(pollMs)
      }
    },
  }
}
export type Revivals = ReturnType<typeof createRevivals>

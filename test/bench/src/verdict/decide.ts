import { judge, newVerdictState } from '@coldframe/temporal/verdict'
import type { Fleet } from './signals.ts'

export interface Decision {
  domain: string
  day: number
  state: string
  cause?: string
}

/** Day after day, each domain with what was known by then; a day without a line is a day without news. */
export function decideAll(fleet: Fleet): Decision[] {
  const lastDay = Math.max(...[...fleet.values()].map((days) => days.length)) - 1
  return [...fleet].flatMap(([domain, days]) => {
    const firstDay = days.findIndex((evidence) => evidence !== undefined)
    let state = newVerdictState()
    return Array.from({ length: lastDay - firstDay + 1 }, (_, offset) => {
      const day = firstDay + offset
      const judged = judge(state, days[day] ?? { day })
      state = judged.state
      const { health, cause } = judged.verdict
      return { domain, day, state: health, ...(cause && { cause }) }
    })
  })
}

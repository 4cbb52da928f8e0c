import type { Say } from '@coldframe/bench'

export interface Case {
  name: string
  /** Null when all is well, else what is not. */
  run(signal: AbortSignal): Promise<string | null>
}

export interface Tally {
  passed: number
  failed: number
}

/** One after another: they share a project. */
export async function runCases(cases: Case[], say: Say, signal: AbortSignal): Promise<Tally> {
  const tally = { passed: 0, failed: 0 }
  for (const { name, run } of cases) {
    const fault = await run(signal)
    say(`${fault === null ? 'works' : 'FAILS'}: ${name}`)
    if (fault !== null) console.error(`FOUND in ${name}: ${fault.slice(0, 4_000)}`)
    tally[fault === null ? 'passed' : 'failed']++
  }
  return tally
}

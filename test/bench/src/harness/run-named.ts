import { shutdownSignal } from '@coldframe/stack'
import { isMet, type Measurement, resultLine } from './figure.ts'
import { createProgress, type Say } from './progress.ts'

export interface RunContext {
  args: string[]
  say: Say
  /** Aborted when the user stops it. */
  signal: AbortSignal
}
export type Run = (context: RunContext) => Promise<Measurement>

/** Nothing was measured. */
const NOT_RUN = 2
const STOPPED = 130

/**
 * The frame of every way to measure: `NAME [flags]`, progress on stderr, one line of JSON at the end of stdout. Ends with
 * 0 when all that is asked for was met, 1 when not, 2 when it could not be measured.
 */
export async function runNamed(kind: string, runs: Record<string, Run>, argv: string[]): Promise<void> {
  const [name, ...args] = argv
  const run = name !== undefined && Object.hasOwn(runs, name) ? runs[name] : undefined
  if (!run) {
    const fault = name === undefined ? `Which ${kind}?` : `There is no ${kind} "${name}".`
    console.error(`${fault} There are: ${Object.keys(runs).join(', ')}.`)
    process.exitCode = NOT_RUN
    return
  }
  const signal = shutdownSignal()
  try {
    const measurement = await run({ args, say: createProgress(), signal })
    console.log(resultLine(measurement))
    process.exitCode = isMet(measurement) ? 0 : 1
  } catch (error) {
    if (!signal.aborted) console.error(error instanceof Error ? error.message : error)
    process.exitCode = signal.aborted ? STOPPED : NOT_RUN
  }
}

import type { AttemptResult } from '@coldframe/db'
import type { Logger } from 'pino'

interface SettlerDeps {
  settle(results: AttemptResult[]): Promise<void>
  /** Called when results were written: what they held is free again. */
  onSettled(count: number): void
  log: Logger
  pauseMs?: number
}

const MOST_AT_ONCE = 200
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/** Writes results in batches, one batch at a time, and again until the database takes them. */
export function createSettler({ settle, onSettled, log, pauseMs = FIRST_PAUSE_MS }: SettlerDeps) {
  let waiting: AttemptResult[] = []
  let batchSize = MOST_AT_ONCE
  let tries = 0
  let isStopped = false
  let work: Promise<void> | null = null

  async function writeAll(): Promise<void> {
    // Lets results of the same moment join.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0 && !isStopped) await writeBatch(waiting.slice(0, batchSize))
  }

  async function writeBatch(batch: AttemptResult[]): Promise<void> {
    try {
      await settle(batch)
      batchSize = MOST_AT_ONCE
      drop(batch)
    } catch (error) {
      log.error({ err: error, results: batch.length }, 'Results of webhook deliveries could not be written')
      if (!isRefusal(error)) return pauseFor(pauseMs * 2 ** tries++)
      // One of them is at fault: it must not hold up the others. Its lease brings its delivery back.
      if (batch.length === 1) drop(batch)
      batchSize = 1
    }
  }

  function drop(batch: AttemptResult[]): void {
    tries = 0
    waiting = waiting.slice(batch.length)
    onSettled(batch.length)
  }

  return {
    add(result: AttemptResult): void {
      waiting.push(result)
      work ??= writeAll().finally(() => {
        work = null
      })
    },
    /** Resolves when everything is written. */
    drained: async (): Promise<void> => {
      while (work) await work
    },
    /** Gives up what is not written yet. */
    stop(): void {
      isStopped = true
    },
  }
}

const pauseFor = (delayMs: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, delayMs)))

/** Postgres was there, and takes these values at no time: data exceptions and violated constraints (SQLSTATE classes 22, 23). */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const hasRefused = 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code)
  return hasRefused || isRefusal(error.cause)
}

import type { Logger } from 'pino'

interface HousekeepingDeps {
  /** Must bear being done by several workers, one after the other. */
  keep(): Promise<void>
  /** What to say when it fails. */
  failure: string
  log: Logger
  everyMs?: number
}

const HOUR_MS = 3_600_000

/** Does `keep` at once and then every hour, until it is stopped. A failure is told, and mended by the next time. */
export function createHousekeeping({ keep, failure, log, everyMs = HOUR_MS }: HousekeepingDeps) {
  let wake: () => void = () => {}
  let isStopped = false

  const wait = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  return {
    async run(): Promise<void> {
      while (!isStopped) {
        await keep().catch((error) => log.error({ err: error }, failure))
        if (!isStopped) await wait()
      }
    },
    stop(): void {
      isStopped = true
      wake()
    },
  }
}

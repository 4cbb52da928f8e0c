import { setTimeout as sleep } from 'node:timers/promises'
import type { Coldframe } from '@coldframe/sdk'

const paceMs = 40

/**
 * Asks for test events until it is stopped, so that at any moment some are being written, some on their way and some arriving. What
 * the API could not answer may have happened all the same: the log tells.
 */
export function keepPinging(coldframe: Coldframe, endpointId: string) {
  let isStopped = false
  let answered = 0
  async function ping(): Promise<void> {
    while (!isStopped) {
      const isAnswered = await coldframe.webhookEndpoints.test(endpointId, { maxRetries: 0, timeoutMs: 5_000 }).then(
        () => true,
        () => false,
      )
      if (isAnswered) answered++
      await sleep(paceMs)
    }
  }
  const work = Promise.all([ping(), ping()])
  return {
    answered: () => answered,
    async stop(): Promise<void> {
      isStopped = true
      await work
    },
  }
}

import { proxyActivities, sleep } from '@temporalio/workflow'
import type { WebhookActivities } from '../activities/index.ts'
import type { RetryDeliveryInput } from '../contracts.ts'
import { retryDelayMs, retryDelaysMs } from '../rules/retry-schedule.ts'

const { attemptDelivery } = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '250 milliseconds', backoffCoefficient: 1.5, maximumInterval: '30 seconds' },
})

/** Goes on with a delivery whose first attempt failed, until it is settled or nobody wants it any more. */
export async function retryDelivery({ retryAfterMs, ...delivery }: RetryDeliveryInput): Promise<void> {
  let asked = retryAfterMs
  for (const [index, delayMs] of retryDelaysMs.entries()) {
    await sleep(retryDelayMs(delayMs, Math.random(), asked))
    const answer = await attemptDelivery({ ...delivery, isLast: index === retryDelaysMs.length - 1 })
    if (answer.isSettled) return
    asked = answer.retryAfterMs
  }
}

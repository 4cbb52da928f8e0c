import type { RetryDeliveryInput } from '../contracts.ts'
import type { MakeAttempt } from '../webhooks/attempt.ts'
import type { ActivityDeps } from './deps.ts'

export type AttemptInput = RetryDeliveryInput & { isLast: boolean }

export interface AttemptAnswer {
  /** Nothing is left to do for this round: it succeeded, failed for good, or nobody wants it any more. */
  isSettled: boolean
  retryAfterMs: number | null
}

export type WebhookActivities = ReturnType<typeof createWebhookActivities>

interface WebhookActivityDeps extends Pick<ActivityDeps, 'db'> {
  attempt: MakeAttempt
}

export function createWebhookActivities({ db, attempt }: WebhookActivityDeps) {
  return {
    /** Makes one more attempt. A worker that dies over it makes the receiver get the same event once more. */
    async attemptDelivery({ deliveryId, round, isLast }: AttemptInput): Promise<AttemptAnswer> {
      const delivery = await db.webhookDeliveries.forAttempt(deliveryId, round)
      if (!delivery) return { isSettled: true, retryAfterMs: null }
      const { result, outcome } = await attempt(delivery, isLast ? 'last' : 'further')
      await db.webhookDeliveries.settle([result])
      return { isSettled: outcome.verdict !== 'retry' || isLast, retryAfterMs: outcome.retryAfterMs }
    },
  }
}

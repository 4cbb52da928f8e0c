import type { Db, Vault } from '@coldframe/db'
import type { Logger } from 'pino'
import { createWebhookActivities } from '../activities/webhooks.ts'
import { createAddressGuard } from '../webhooks/address-guard.ts'
import { createAttempt } from '../webhooks/attempt.ts'
import { createSecretReader } from '../webhooks/secrets.ts'
import { createWebhookSender } from '../webhooks/sender.ts'
import type { WebhookModes } from '../webhooks/webhook-config.ts'
import type { WorkerMetrics } from './metrics.ts'
import { createWebhookRelay } from './webhook-relay.ts'

interface WebhooksDeps {
  config: WebhookModes
  db: Db
  vault: Vault
  log: Logger
  metrics: WorkerMetrics
}

/** First attempts at deliveries, and the activity that makes the others: the same attempt by both. */
export function createWebhooks({ config, db, vault, log, metrics }: WebhooksDeps) {
  const sender = createWebhookSender({ guard: createAddressGuard(config) })
  const attempt = createAttempt({
    sender,
    secretsOf: createSecretReader({ db, vault }),
    onAttempt({ result: { owner, attempt } }) {
      metrics.observeDelivery(attempt.code ?? 'succeeded', owner.livemode, attempt.durationMs)
    },
  })
  return {
    relay: createWebhookRelay({ db, attempt, log, metrics }),
    activities: createWebhookActivities({ db, attempt }),
    close: () => sender.close(),
  }
}

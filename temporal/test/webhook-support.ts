import { randomBytes } from 'node:crypto'
import { createVault, type Db, keepWebhookSecret, newId, newWebhookSecret, type Owner } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import { pino } from 'pino'
import type { Test } from 'tap'
import { createAddressGuard } from '../src/webhooks/address-guard.ts'
import { createAttempt } from '../src/webhooks/attempt.ts'
import { createSecretReader } from '../src/webhooks/secrets.ts'
import { createWebhookSender } from '../src/webhooks/sender.ts'
import { parseWebhookConfig } from '../src/webhooks/webhook-config.ts'
import { createWebhookRelay, type WebhookRelayDeps } from '../src/worker/webhook-relay.ts'

const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
const guard = createAddressGuard(parseWebhookConfig({ TEST_WEBHOOK_NETWORKS: '127.0.0.0/8,::1/128' }))

/** A database with one account, and what sends its webhooks. */
export async function setUpWebhooks(t: Test, { timeoutMs = 2_000 } = {}) {
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner: Owner = { accountId: (await db.accounts.insert('test')).id, livemode: false }
  const vault = createVault(randomBytes(32).toString('base64'))
  const sender = createWebhookSender({ guard, timeoutMs })
  t.teardown(() => sender.close())
  const attempt = createAttempt({ sender, secretsOf: createSecretReader({ db, vault }) })

  return {
    db,
    owner,
    vault,
    attempt,

    async endpoint(url: string) {
      const values = { url, description: null, eventTypes: ['*'], metadata: {} }
      const { id } = await db.webhookEndpoints.create(owner, values)
      await keepWebhookSecret(vault, db, owner, id, newWebhookSecret())
      return id
    },

    /** Writes events, in one transaction. */
    async emit(count: number): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.events.append(owner, Array.from({ length: count }, operationSucceeded))
      })
    },

    /** A relay that runs until it is stopped, at the latest by the end of the test. */
    start({ db: own = db, ...deps }: Partial<WebhookRelayDeps> = {}) {
      const limits = { sweepMs: 20, ...deps.limits }
      const relay = createWebhookRelay({ attempt, log, metrics: { watchCircuits() {} }, ...deps, db: own, limits })
      const ended = relay.run()
      const stop = async () => {
        relay.stop()
        await ended
      }
      t.teardown(stop)
      return stop
    },

    deliveries: async (endpointId: string) =>
      (await db.webhookDeliveries.list(owner, endpointId, {}, { limit: 1_000 })).rows,
  }
}

function operationSucceeded() {
  const id = newId('operation')
  return {
    type: 'operation.succeeded' as const,
    subjectId: id,
    data: { id, kind: 'domains.create' as const, domainId: newId('domain'), message: null },
  }
}

/** Looks until `isTrue`; for what another process, or another turn, brings about. */
export async function until(isTrue: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('It did not come to this in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A `db` whose deliveries do some things otherwise. */
export const withDeliveries = (db: Db, changed: Partial<Db['webhookDeliveries']>): Db => ({
  ...db,
  webhookDeliveries: { ...db.webhookDeliveries, ...changed },
})

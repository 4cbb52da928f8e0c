import { type ClaimedDelivery, createChannel, type Db, DELIVERY_CHANNEL } from '@coldframe/db'
import type { Logger } from 'pino'
import type { MakeAttempt } from '../webhooks/attempt.ts'
import { createLanes } from '../webhooks/lanes.ts'
import { createSettler } from '../webhooks/settler.ts'
import type { WorkerMetrics } from './metrics.ts'

export interface WebhookRelayDeps {
  db: Pick<Db, 'connect' | 'webhookDeliveries'>
  attempt: MakeAttempt
  log: Logger
  metrics: Pick<WorkerMetrics, 'watchCircuits'>
  limits?: Partial<typeof usualLimits>
  now?: () => number
}

const usualLimits = {
  /** Attempts under way and results that are not written yet. */
  mostAtOnce: 1_024,
  batch: 200,
  /** What no notification announced, and what is due again, is found by looking this often. */
  sweepMs: 1_000,
  /** Longer than any attempt and the writing of its result: what a crashed relay held is sent again after this. */
  leaseMs: 30_000,
  /** How long an end waits for attempts under way; those that take longer are made again elsewhere. */
  graceMs: 3_000,
}

/** Makes the first attempt at each delivery: at least once, beside other relays, no endpoint at another's cost. */
export function createWebhookRelay({ db, attempt, log, metrics, limits, now = Date.now }: WebhookRelayDeps) {
  const { mostAtOnce, batch, sweepMs, leaseMs, graceMs } = { ...usualLimits, ...limits }
  const lanes = createLanes()
  let held = 0
  let isStopped = false
  /** Whether more may wait than the last claim took. */
  let isHungry = false
  let isAsked = false
  let claiming: Promise<void> | null = null
  const underWay = new Set<Promise<void>>()

  const channel = createChannel({
    connect: db.connect,
    name: DELIVERY_CHANNEL,
    pollMs: sweepMs,
    onFault: (error) => log.warn({ err: error }, 'Webhook deliveries are polled: they cannot be listened to'),
  })
  const settler = createSettler({
    settle: (results) => db.webhookDeliveries.settle(results),
    onSettled(count) {
      held -= count
      if (isHungry) void claimAll()
    },
    log,
  })
  metrics.watchCircuits(lanes.openCircuits)

  /** One claim at a time; for whoever asks meanwhile there is another after it, as it may have seen too little. */
  function claimAll(): Promise<void> {
    isAsked = true
    claiming ??= claimWhileAny()
      .catch((error) => log.error({ err: error }, 'Webhook deliveries could not be claimed'))
      .finally(() => {
        claiming = null
      })
    return claiming
  }

  async function claimWhileAny(): Promise<void> {
    while (isAsked && !isStopped) {
      isAsked = false
      const limit = Math.min(batch, mostAtOnce - held)
      if (limit <= 0) return
      const openings = lanes.openings(now())
      // Of the moment of the question: an endpoint that has room again when the answer comes was not asked for.
      const isAnyFull = lanes.isAnyFull(now())
      isHungry = true
      const claimed = await db.webhookDeliveries.claim({ limit, leaseMs, ...openings })
      isHungry = claimed.length > 0 || isAnyFull
      for (const delivery of claimed) launch(delivery)
      isAsked ||= claimed.length > 0
    }
  }

  function launch(delivery: ClaimedDelivery): void {
    held++
    lanes.begin(delivery.endpointId)
    const work = make(delivery).finally(() => underWay.delete(work))
    underWay.add(work)
  }

  async function make(delivery: ClaimedDelivery): Promise<void> {
    const attempted = await attempt(delivery, 'first').catch((error): null => {
      log.error(
        { err: error, deliveryId: delivery.deliveryId },
        'A webhook could not be attempted; its lease brings it back',
      )
      return null
    })
    lanes.end(delivery.endpointId, attempted?.outcome ?? null, now())
    if (attempted) settler.add(attempted.result)
    else held--
  }

  async function finish(): Promise<void> {
    await claiming
    const attempts = Promise.all(underWay).then(() => settler.drained())
    const isDone = await Promise.race([attempts.then(() => true), pause(graceMs).then(() => false)])
    settler.stop()
    if (!isDone) log.warn({ held }, 'Stopped with webhook deliveries under way; they are made again')
  }

  return {
    async run(): Promise<void> {
      for await (const _ of channel.wakeups()) {
        lanes.forget(now())
        await claimAll()
      }
      await finish()
    },
    stop(): void {
      isStopped = true
      channel.close()
    },
  }
}

const pause = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs).unref())

import { newWebhookSecret, rollWebhookSecret } from '@coldframe/db'
import t, { type Test } from 'tap'
import { createWebhookActivities } from '../src/activities/webhooks.ts'
import { answer, startReceiver } from '../src/webhooks/receiver-fixture.ts'
import { skipReason } from './support.ts'
import { setUpWebhooks, until } from './webhook-support.ts'

/** A delivery whose first attempt was answered by 503, which is when its workflow begins. */
async function setUpRetry(t: Test) {
  const world = await setUpWebhooks(t)
  const { db, owner, attempt, endpoint, emit, start, deliveries } = world
  let status = 503
  let headers: Record<string, string> = {}
  const receiver = await startReceiver(t, (response, request) => answer(status, headers)(response, request))
  const endpointId = await endpoint(receiver.url)
  const stop = start()
  await emit(1)
  await until(async () => (await deliveries(endpointId))[0]?.status === 'retrying')
  await stop()
  const [delivery] = await deliveries(endpointId)
  if (!delivery) throw new Error('There is no delivery')
  const { attemptDelivery } = createWebhookActivities({ db, attempt })
  return {
    ...world,
    receiver,
    endpointId,
    delivery,
    retry: (isLast = false) => attemptDelivery({ ...owner, deliveryId: delivery.id, round: delivery.round, isLast }),
    now: async () => db.webhookDeliveries.get(owner, delivery.id),
    turn(newStatus: number, newHeaders: Record<string, string> = {}) {
      status = newStatus
      headers = newHeaders
    },
  }
}

t.test('further attempts at a delivery', { skip: skipReason }, async (t) => {
  await t.test('one that succeeds settles it, under the same id and anew signed', async (t) => {
    const { receiver, retry, now, turn } = await setUpRetry(t)
    turn(200)
    t.match(await retry(), { isSettled: true })
    t.match(await now(), { status: 'succeeded', attempts: 2 })
    const [first, second] = receiver.received
    t.equal(second?.headers['webhook-id'], first?.headers['webhook-id'])
    t.equal(second?.body, first?.body)
    t.match(await retry(), { isSettled: true }, 'asked once more, as after a lost answer')
    t.equal(receiver.received.length, 2)
  })

  await t.test('one that fails leaves it open, and tells what the receiver asked for', async (t) => {
    const { db, retry, now, turn } = await setUpRetry(t)
    turn(429, { 'retry-after': '60' })
    t.same(await retry(), { isSettled: false, retryAfterMs: 60_000 })
    t.match(await now(), { status: 'retrying', attempts: 2, lastStatusCode: 429 })
    t.equal((await db.outbox.backlog()).rows, 1, 'the workflow that runs is not begun again')
  })

  await t.test('the last one that fails ends it', async (t) => {
    const { retry, now } = await setUpRetry(t)
    t.match(await retry(true), { isSettled: true })
    t.match(await now(), { status: 'failed', attempts: 2, lastErrorCode: 'status_failed' })
  })

  await t.test('one that the receiver refuses for good ends it at once', async (t) => {
    const { retry, now, turn } = await setUpRetry(t)
    turn(400)
    t.match(await retry(), { isSettled: true })
    t.match(await now(), { status: 'failed', lastErrorCode: 'status_refused' })
  })

  await t.test('none is made for a round that a redelivery has replaced', async (t) => {
    const { db, owner, delivery, receiver, retry, now } = await setUpRetry(t)
    await db.transaction((tx) => tx.webhookDeliveries.redeliver(owner, delivery.id))
    t.match(await retry(), { isSettled: true })
    t.equal(receiver.received.length, 1)
    t.match(await now(), { status: 'pending', round: 2 })
  })

  await t.test('none is made to an endpoint that is disabled or gone', async (t) => {
    for (const end of ['disable', 'remove'] as const) {
      const { db, owner, endpointId, receiver, retry, now } = await setUpRetry(t)
      await db.transaction(async (tx) => {
        if (end === 'disable') await tx.webhookEndpoints.disable(owner, endpointId, 'user')
        else await tx.webhookEndpoints.remove(owner, endpointId)
      })
      t.match(await retry(), { isSettled: true })
      t.equal(receiver.received.length, 1)
      t.match(await now(), { status: 'cancelled' })
    }
  })

  await t.test('a secret that was rolled signs the next one, beside the one before', async (t) => {
    const { db, owner, vault, endpointId, receiver, retry } = await setUpRetry(t)
    const expiresAt = new Date(Date.now() + 3_600_000)
    await db.transaction((tx) => rollWebhookSecret(vault, tx, owner, endpointId, newWebhookSecret(), expiresAt))
    await retry()
    const counts = receiver.received.map(({ headers }) => String(headers['webhook-signature']).split(' ').length)
    t.same(counts, [1, 2])
  })
})

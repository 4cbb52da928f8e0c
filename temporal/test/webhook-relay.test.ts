import t from 'tap'
import { answer, startReceiver } from '../src/webhooks/receiver-fixture.ts'
import { skipReason } from './support.ts'
import { setUpWebhooks, until, withDeliveries } from './webhook-support.ts'

const idsOf = ({ received }: { received: { headers: Record<string, unknown> }[] }) =>
  received.map(({ headers }) => headers['webhook-id'])

t.test('the webhook relay', { skip: skipReason, jobs: 1 }, async (t) => {
  await t.test('delivers each event once, and keeps what was sent and answered', async (t) => {
    const { db, owner, start, emit, endpoint, deliveries } = await setUpWebhooks(t)
    const receiver = await startReceiver(t, answer(200, { 'content-type': 'text/plain' }, 'thanks'))
    const id = await endpoint(receiver.url)
    const stop = start()
    await emit(30)
    await until(() => receiver.received.length >= 30)
    await stop()
    t.equal(new Set(idsOf(receiver)).size, 30)
    const rows = await deliveries(id)
    t.equal(rows.filter(({ status, attempts }) => status === 'succeeded' && attempts === 1).length, 30)
    const [delivery] = rows
    const [attempt] = delivery ? await db.webhookDeliveries.attempts(owner, delivery) : []
    t.match(attempt, {
      number: 1,
      responseStatus: 200,
      responseBody: 'thanks',
      errorCode: null,
      request: { url: receiver.url },
    })
  })

  await t.test('a backlog flows without waiting for the next look at the queue', async (t) => {
    const { start, emit, endpoint } = await setUpWebhooks(t)
    const receivers = [await startReceiver(t, answer(200)), await startReceiver(t, answer(200))]
    for (const { url } of receivers) await endpoint(url)
    await emit(1_000)
    start({ limits: { sweepMs: 600_000 } })
    await until(() => receivers.every(({ received }) => received.length === 1_000))
  })

  await t.test('a receiver that hangs delays no other, and gets no more than its share', async (t) => {
    const { start, emit, endpoint } = await setUpWebhooks(t, { timeoutMs: 60_000 })
    const slow = await startReceiver(t, () => {})
    const quick = await startReceiver(t, answer(204))
    await endpoint(slow.url)
    await endpoint(quick.url)
    start({ limits: { graceMs: 10 } })
    await emit(300)
    await until(() => new Set(idsOf(quick)).size === 300, 5_000)
    t.equal(slow.received.length, 8)
  })

  await t.test('a dead receiver is only probed after ten failures, and gets its backlog when it is back', async (t) => {
    const { db, owner, start, emit, endpoint, deliveries } = await setUpWebhooks(t)
    let status = 503
    const receiver = await startReceiver(t, (response, request) => answer(status)(response, request))
    const id = await endpoint(receiver.url)
    let nowMs = 1_000_000
    start({ now: () => nowMs })
    await emit(100)
    const withStatus = async (wanted: string) => (await deliveries(id)).filter((row) => row.status === wanted).length
    await until(async () => (await withStatus('retrying')) >= 10)
    const failures = receiver.received.length
    t.ok(failures < 20, `${failures} attempts`)
    nowMs += 1_000
    await until(() => receiver.received.length > failures)
    await new Promise((resolve) => setTimeout(resolve, 100))
    t.equal(receiver.received.length, failures + 1, 'one probe in that second')
    status = 200
    nowMs += 1_000
    await until(async () => (await withStatus('succeeded')) === 100 - failures - 1)
    t.equal(await withStatus('retrying'), failures + 1)
    t.match(await db.webhookEndpoints.get(owner, id), { consecutiveFailures: 0, failingSince: null })
  })

  await t.test('what fails goes on as a workflow, what is refused for good does not', async (t) => {
    const { db, start, emit, endpoint, deliveries } = await setUpWebhooks(t)
    const failing = await endpoint((await startReceiver(t, answer(503, { 'retry-after': '90' }))).url)
    const refusing = await endpoint((await startReceiver(t, answer(404))).url)
    start()
    await emit(1)
    await until(async () => (await deliveries(failing))[0]?.status === 'retrying')
    await until(async () => (await deliveries(refusing))[0]?.status === 'failed')
    const [delivery] = await deliveries(failing)
    const outbox = await db.transaction((tx) => tx.outbox.claim(10))
    t.equal(outbox.length, 1)
    t.match(outbox[0]?.message, {
      kind: 'workflow_start',
      workflowType: 'retryDelivery',
      workflowId: `retry-delivery/${delivery?.id}/1`,
      input: { deliveryId: delivery?.id, round: 1, retryAfterMs: 90_000 },
    })
  })

  await t.test('an endpoint that answers 410 is disabled, and what was on its way is cancelled', async (t) => {
    const { db, owner, start, emit, endpoint, deliveries } = await setUpWebhooks(t)
    const id = await endpoint((await startReceiver(t, answer(410))).url)
    start()
    await emit(50)
    await until(async () => (await db.webhookEndpoints.get(owner, id))?.status === 'disabled')
    await until(async () => (await deliveries(id)).every(({ status }) => ['failed', 'cancelled'].includes(status)))
    t.match(await db.webhookEndpoints.get(owner, id), { disabledReason: 'gone' })
  })

  await t.test('what a crashed relay held is delivered after its lease', async (t) => {
    const { db, start, emit, endpoint } = await setUpWebhooks(t)
    const receiver = await startReceiver(t, answer(200))
    await endpoint(receiver.url)
    await emit(5)
    const claim = { limit: 100, perEndpoint: 8, inFlight: new Map(), closed: [], leaseMs: 300 }
    t.equal((await db.webhookDeliveries.claim(claim)).length, 5, 'and then it is gone')
    start()
    await emit(3)
    await until(() => receiver.received.length >= 3)
    t.equal(receiver.received.length, 3)
    await until(() => new Set(idsOf(receiver)).size === 8)
  })

  await t.test('a database that is gone for a while loses nothing and sends nothing twice', async (t) => {
    const { db, start, emit, endpoint, deliveries } = await setUpWebhooks(t)
    const receiver = await startReceiver(t, answer(200))
    const id = await endpoint(receiver.url)
    let failures = 0
    const fail = () => {
      failures++
      throw Object.assign(new Error('terminating connection'), { code: '57P01' })
    }
    const { claim, settle } = db.webhookDeliveries
    const stop = start({
      db: withDeliveries(db, {
        claim: async (query) => (failures % 2 === 0 && failures < 6 ? fail() : claim(query)),
        settle: async (results) => (failures < 6 ? fail() : settle(results)),
      }),
    })
    await emit(40)
    await until(async () => (await deliveries(id)).every(({ status }) => status === 'succeeded'))
    await stop()
    t.equal(failures, 6)
    t.equal(receiver.received.length, 40)
  })

  await t.test('two relays share the work and do none of it twice', async (t) => {
    const { start, emit, endpoint } = await setUpWebhooks(t)
    const receiver = await startReceiver(t, answer(200))
    await endpoint(receiver.url)
    const stops = [start(), start()]
    for (let time = 0; time < 10; time++) await emit(20)
    await until(() => receiver.received.length >= 200)
    await Promise.all(stops.map((stop) => stop()))
    t.equal(receiver.received.length, 200)
    t.equal(new Set(idsOf(receiver)).size, 200)
  })

  await t.test('a stop waits for attempts under way and writes their results', async (t) => {
    const { start, emit, endpoint, deliveries } = await setUpWebhooks(t)
    const receiver = await startReceiver(t, (response) => void setTimeout(() => response.end(), 200))
    const id = await endpoint(receiver.url)
    const stop = start()
    await emit(5)
    await until(() => receiver.received.length === 5)
    await stop()
    t.ok((await deliveries(id)).every(({ status }) => status === 'succeeded'))
  })

  await t.test('a stop does not wait for a receiver that hangs', async (t) => {
    const { start, emit, endpoint, deliveries } = await setUpWebhooks(t, { timeoutMs: 60_000 })
    const receiver = await startReceiver(t, () => {})
    const id = await endpoint(receiver.url)
    const stop = start({ limits: { graceMs: 50 } })
    await emit(1)
    await until(() => receiver.received.length === 1)
    const startedAt = Date.now()
    await stop()
    t.ok(Date.now() - startedAt < 2_000)
    t.equal((await deliveries(id))[0]?.status, 'pending', 'it is due again after the lease')
  })
})

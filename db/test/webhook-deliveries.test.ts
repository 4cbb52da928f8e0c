import t from 'tap'
import { insertEndpoint, setUp, skipReason } from './support.ts'
import { claim, emit, resultOf, statusesOf } from './webhook-support.ts'

t.test('webhook deliveries', { skip: skipReason }, async (t) => {
  await t.test('two that claim at the same moment never get the same one', async (t) => {
    const { db, owner } = await setUp(t)
    await insertEndpoint(db, owner)
    await emit(db, owner, 120)
    const claims = await Promise.all(Array.from({ length: 4 }, () => claim(db)))
    while (claims.flat().length < 120) claims.push(await claim(db))
    const ids = claims.flat().map(({ deliveryId }) => deliveryId)
    t.equal(ids.length, 120)
    t.equal(new Set(ids).size, 120)
    t.same(await claim(db), [])
  })

  await t.test('one that was claimed and never settled comes back after its lease', async (t) => {
    const { db, owner } = await setUp(t)
    await insertEndpoint(db, owner)
    await emit(db, owner, 1)
    const [first] = await claim(db, { leaseMs: 50 })
    t.same(await claim(db), [])
    await new Promise((resolve) => setTimeout(resolve, 80))
    const [again] = await claim(db)
    t.equal(again?.deliveryId, first?.deliveryId)
  })

  await t.test('an endpoint gets its share, whatever waits for another, and nothing while it is closed', async (t) => {
    const { db, owner } = await setUp(t)
    const slow = await insertEndpoint(db, owner)
    await emit(db, owner, 1_000)
    const quick = await insertEndpoint(db, owner)
    await emit(db, owner, 5)
    const claimed = await claim(db, { limit: 20, perEndpoint: 15 })
    const of = (id: string) => claimed.filter(({ endpointId }) => endpointId === id).length
    t.same([of(slow.id), of(quick.id)], [15, 5])
    const inFlight = new Map([[slow.id, 15]])
    t.same(await claim(db, { perEndpoint: 15, inFlight }), [], 'it has its share')
    t.same(await claim(db, { closed: [slow.id] }), [])
  })

  await t.test('a result of a round that is over is kept as an attempt and changes nothing', async (t) => {
    const { db, owner } = await setUp(t)
    const { id } = await insertEndpoint(db, owner)
    await emit(db, owner, 1)
    const [first] = await claim(db)
    if (!first) return t.fail('nothing was claimed')
    await db.webhookDeliveries.redeliver(owner, first.deliveryId)
    await db.webhookDeliveries.settle([resultOf(first, { status: 'failed' })])
    const delivery = await db.webhookDeliveries.get(owner, first.deliveryId)
    t.match(delivery, { status: 'pending', round: 2 })
    t.equal(delivery && (await db.webhookDeliveries.attempts(owner, delivery)).length, 1)
    const [second] = await claim(db)
    if (second) await db.webhookDeliveries.settle([resultOf(second, { status: 'succeeded' })])
    t.same(await statusesOf(db, owner, id), ['succeeded'])
  })

  await t.test('what is open ends with its endpoint, and is made up for when somebody asks', async (t) => {
    const { db, owner } = await setUp(t)
    const { id } = await insertEndpoint(db, owner)
    await emit(db, owner, 3)
    const [one] = await claim(db, { limit: 1 })
    if (one) await db.webhookDeliveries.settle([resultOf(one, { status: 'succeeded' })])
    await db.webhookEndpoints.disable(owner, id, 'user')
    t.same(await statusesOf(db, owner, id), ['cancelled', 'cancelled', 'succeeded'])
    await emit(db, owner, 2)
    const since = { since: new Date(0), statuses: ['failed', 'cancelled'] as ('failed' | 'cancelled')[] }
    t.equal(await db.webhookDeliveries.redeliverSince(owner, id, since), 0, 'not while it is disabled')
    await db.webhookEndpoints.enable(owner, id)
    t.equal(
      await db.webhookDeliveries.redeliverSince(owner, id, since),
      4,
      'two that were cancelled, two that were missed',
    )
    t.equal((await claim(db)).length, 4)
    t.equal(await db.webhookDeliveries.redeliverSince(owner, id, since), 0, 'nothing twice')
  })

  await t.test('an endpoint that failed for five days is disabled, in one transaction with its event', async (t) => {
    const { db, owner } = await setUp(t)
    const { id } = await insertEndpoint(db, owner)
    await emit(db, owner, 10)
    const longAgo = new Date(Date.now() - 6 * 86_400_000)
    const claimed = await claim(db)
    const failures = claimed.map((delivery) => resultOf(delivery, { status: 'failed' }, longAgo))
    await db.webhookDeliveries.settle(failures.slice(0, 4))
    t.match(await db.webhookEndpoints.get(owner, id), { status: 'enabled', consecutiveFailures: 4 })
    await db.webhookDeliveries.settle(failures.slice(4))
    t.match(await db.webhookEndpoints.get(owner, id), { status: 'disabled', disabledReason: 'failing' })
    const log = await db.events.listAfter(owner, { afterSequence: 10, limit: 10 })
    t.match(log, [{ type: 'webhook_endpoint.disabled', subjectId: id, data: { disabledReason: 'failing' } }])
  })

  await t.test('a success makes failures before it forgotten; 410 disables at once', async (t) => {
    const { db, owner } = await setUp(t)
    const { id } = await insertEndpoint(db, owner)
    await emit(db, owner, 10)
    const claimed = await claim(db)
    const longAgo = new Date(Date.now() - 6 * 86_400_000)
    const results = claimed.map((delivery, index) =>
      resultOf(delivery, index === 5 ? { status: 'succeeded' } : { status: 'failed' }, longAgo),
    )
    await db.webhookDeliveries.settle(results)
    t.match(await db.webhookEndpoints.get(owner, id), { status: 'enabled', failingSince: null })
    await emit(db, owner, 1)
    const [last] = await claim(db)
    if (last) await db.webhookDeliveries.settle([resultOf(last, { status: 'failed', disable: 'gone' })])
    t.match(await db.webhookEndpoints.get(owner, id), { status: 'disabled', disabledReason: 'gone' })
  })
})

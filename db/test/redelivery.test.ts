import t from 'tap'
import { keepPartitions, type NewEvent } from '../src/index.ts'
import { insertEndpoint, sampleEvents, setUp, skipReason } from './support.ts'
import { claim, emit, resultOf, statusesOf } from './webhook-support.ts'

const ping = (webhookEndpointId: string): NewEvent => ({
  type: 'test.ping',
  subjectId: webhookEndpointId,
  data: { webhookEndpointId, message: 'A test.' },
})

t.test('redelivery', { skip: skipReason }, async (t) => {
  await t.test('a delivery that has ended is made again, as the next round of the same', async (t) => {
    const { db, owner, stranger } = await setUp(t)
    const { id } = await insertEndpoint(db, owner)
    await emit(db, owner, 1)
    const [first] = await claim(db)
    if (!first) return t.fail('nothing was claimed')
    await db.webhookDeliveries.settle([resultOf(first, { status: 'succeeded' })])
    t.equal(await db.webhookDeliveries.redeliver(stranger, first.deliveryId), null)
    t.match(await db.webhookDeliveries.redeliver(owner, first.deliveryId), {
      status: 'pending',
      round: 2,
      finishedAt: null,
    })
    const [again] = await claim(db)
    t.match(again, { deliveryId: first.deliveryId, round: 2, attempts: 1, event: first.event })
    await db.webhookEndpoints.disable(owner, id, 'user')
    t.equal(await db.webhookDeliveries.redeliver(owner, first.deliveryId), null, 'not to one that is disabled')
    t.same(await statusesOf(db, owner, id), ['cancelled'])
  })

  await t.test('asked for by two at once, each event goes out once', async (t) => {
    const { db, owner } = await setUp(t)
    await emit(db, owner, 40)
    const { id } = await insertEndpoint(db, owner)
    const ask = () =>
      db.transaction((tx) =>
        tx.webhookDeliveries.redeliverSince(owner, id, { since: new Date(0), statuses: ['failed'] }),
      )
    const counts = await Promise.all([ask(), ask(), ask()])
    t.same(counts.sort(), [0, 0, 40])
    const claimed = await claim(db)
    t.same(
      claimed.map(({ event }) => event.sequence),
      Array.from({ length: 40 }, (_, index) => index + 1),
    )
  })

  await t.test('only what it wants, in the time that was asked for, and no test of another endpoint', async (t) => {
    const { db, owner } = await setUp(t)
    const other = await insertEndpoint(db, owner, { eventTypes: ['domain.failed'] })
    await emit(db, owner, 2)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const between = new Date()
    await db.webhookDeliveries.addForEndpoint(owner, other.id, ping(other.id))
    await db.transaction((tx) => tx.events.append(owner, sampleEvents(3, 'domain.ready')))
    const all = await insertEndpoint(db, owner)
    const some = await insertEndpoint(db, owner, { eventTypes: ['domain.created'] })
    const redeliver = (id: string, range: { since: Date; until?: Date }, withMissed?: boolean) =>
      db.webhookDeliveries.redeliverSince(owner, id, { ...range, statuses: ['failed'], withMissed })
    t.equal(await redeliver(all.id, { since: between }, false), 0)
    t.equal(await redeliver(all.id, { since: between }), 3)
    t.equal(await redeliver(all.id, { since: new Date(0), until: between }), 2)
    t.equal(await redeliver(some.id, { since: new Date(0) }), 2)
    t.equal(await redeliver(other.id, { since: new Date(0) }), 0)
  })

  await t.test('a test goes to the endpoint that is tested and to no other, whatever they want', async (t) => {
    const { db, owner } = await setUp(t)
    await insertEndpoint(db, owner)
    const tested = await insertEndpoint(db, owner, { eventTypes: ['domain.failed'] })
    const delivery = await db.webhookDeliveries.addForEndpoint(owner, tested.id, ping(tested.id))
    t.match(delivery, { endpointId: tested.id, eventType: 'test.ping', eventSequence: 1, status: 'pending' })
    t.same(
      (await claim(db)).map(({ deliveryId }) => deliveryId),
      [delivery.id],
    )
  })

  await t.test('what can go nowhere any more is cancelled by and by', async (t) => {
    const { db, owner } = await setUp(t)
    const { id } = await insertEndpoint(db, owner)
    await emit(db, owner, 2)
    await db.webhookEndpoints.remove(owner, id)
    t.same(await statusesOf(db, owner, id), ['cancelled', 'cancelled'], 'removed')
    const old = await insertEndpoint(db, owner)
    await emit(db, owner, 1)
    await keepPartitions(db, new Date(Date.now() + 80 * 86_400_000))
    t.same(await statusesOf(db, owner, old.id), ['pending'])
    await keepPartitions(db, new Date(Date.now() + 91 * 86_400_000))
    t.same(await statusesOf(db, owner, old.id), ['cancelled'], 'older than what the log holds')
  })
})

import t from 'tap'
import { insertEndpoint, sampleEvents, setUp, skipReason } from './support.ts'

t.test('the event log', { skip: skipReason }, async (t) => {
  await t.test(
    'numbers have no gap and times rise with them, however many write and however many of them fail',
    async (t) => {
      const { db, owner } = await setUp(t)
      const work = Array.from({ length: 60 }, (_, index) =>
        db.transaction(async (tx) => {
          await tx.events.append(owner, sampleEvents(1 + (index % 3)))
          if (index % 4 === 0) throw new Error('undone')
        }),
      )
      await Promise.allSettled(work)
      const log = await db.events.listAfter(owner, { afterSequence: 0, limit: 1_000 })
      t.ok(log.length > 60)
      t.same(
        log.map(({ sequence }) => sequence),
        log.map((_, index) => index + 1),
      )
      const times = log.map(({ createdAt }) => createdAt.getTime())
      t.same(times, [...times].sort())
    },
  )

  await t.test('data that are not what the type promises are refused before anything is written', async (t) => {
    const { db, owner } = await setUp(t)
    const wrong = [{ type: 'domain.created', subjectId: 'x', data: { id: 'x' } }] as never
    await t.rejects(db.transaction((tx) => tx.events.append(owner, wrong)))
    t.same(await db.events.listAfter(owner, { afterSequence: 0, limit: 10 }), [])
  })

  await t.test('deliveries are written with the event, to whoever wants it, and vanish with it', async (t) => {
    const { db, owner, stranger } = await setUp(t)
    const [all, ready, off] = [
      await insertEndpoint(db, owner),
      await insertEndpoint(db, owner, { eventTypes: ['domain.ready'] }),
      await insertEndpoint(db, owner),
    ]
    await insertEndpoint(db, stranger)
    await db.webhookEndpoints.disable(owner, off.id, 'user')
    const undone = db.transaction(async (tx) => {
      await tx.events.append(owner, sampleEvents(5))
      throw new Error('undone')
    })
    await t.rejects(undone)
    await db.transaction((tx) => tx.events.append(owner, sampleEvents(2)))
    await db.transaction((tx) => tx.events.append(owner, sampleEvents(1, 'domain.ready')))
    const claimed = await db.webhookDeliveries.claim({
      limit: 100,
      perEndpoint: 10,
      leaseMs: 60_000,
      inFlight: new Map(),
      closed: [],
    })
    t.same(
      claimed.map(({ endpointId, event }) => `${endpointId} ${event.type}`).sort(),
      [...Array(2).fill(`${all.id} domain.created`), `${all.id} domain.ready`, `${ready.id} domain.ready`].sort(),
    )
  })
})

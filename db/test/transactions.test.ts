import t from 'tap'
import { createChannel } from '../src/channel.ts'
import { OUTBOX_CHANNEL, type OutboxMessage, type Repositories } from '../src/index.ts'
import { insertDomain, sampleEvents, setUp, skipReason } from './support.ts'

const message: OutboxMessage = { kind: 'workflow_signal', workflowId: 'w', signal: 's', input: {} }

t.test('what belongs together', { skip: skipReason }, async (t) => {
  const { db, owner, stranger } = await setUp(t)
  const append = (tx: Repositories, count: number) => tx.events.append(owner, sampleEvents(count))

  await t.test('a transaction that fails keeps nothing', async (t) => {
    await t.rejects(
      db.transaction(async (tx) => {
        await insertDomain(tx, owner, 'undone.com')
        await append(tx, 1)
        throw new Error('no')
      }),
      { message: 'no' },
    )
    t.equal(await db.domains.findHolder(false, 'undone.com'), null)
  })

  await t.test(
    'sequences rise by one per account, without a gap, also when many write at once and some fail',
    async (t) => {
      const writes = Array.from({ length: 30 }, (_, index) =>
        db.transaction(async (tx) => {
          await append(tx, (index % 3) + 1)
          if (index % 5 === 0) throw new Error('rolled back')
        }),
      )
      await Promise.allSettled(writes)
      const sequences = (await db.events.listAfter(owner, { afterSequence: 0, limit: 1000 })).map(
        (event) => event.sequence,
      )
      t.ok(sequences.length > 30)
      t.same(
        sequences,
        sequences.map((_, index) => index + 1),
      )
      t.same(await db.events.listAfter(stranger, { afterSequence: 0, limit: 10 }), [])
    },
  )

  await t.test('two relays never hold the same row, and a row that failed is not due again at once', async (t) => {
    for (let index = 0; index < 4; index++) await db.outbox.add(owner, message)
    await db.transaction(async (first) => {
      const held = await first.outbox.claim(3)
      await db.transaction(async (second) => {
        const others = await second.outbox.claim(10)
        t.equal(held.length, 3)
        t.equal(others.length, 1)
        for (const row of others) await second.outbox.postpone(row.id, 60_000, 'down')
      })
      for (const row of held) await first.outbox.remove(row.id)
    })
    t.same(await db.transaction((tx) => tx.outbox.claim(10)), [])
  })

  await t.test('a commit with outbox rows wakes who listens, a rollback does not', async (t) => {
    const channel = createChannel({
      connect: db.connect,
      name: OUTBOX_CHANNEL,
      pollMs: 10_000,
      onFault: (fault) => t.fail(String(fault)),
    })
    const wakeups = channel.wakeups()
    await wakeups.next()
    await t.rejects(
      db.transaction(async (tx) => {
        await tx.outbox.add(owner, message)
        throw new Error('rolled back')
      }),
    )
    await db.transaction((tx) => tx.outbox.add(owner, message))
    const woken = await wakeups.next()
    t.equal(woken.done, false)
    channel.close()
    t.equal((await wakeups.next()).done, true)
  })

  await t.test('work under one name is done by one at a time', async (t) => {
    let inside = 0
    let most = 0
    const work = () =>
      db.withLock('one', async () => {
        most = Math.max(most, ++inside)
        await db.ping()
        inside--
      })
    await Promise.all([work(), work(), work(), work()])
    t.equal(most, 1)
  })

  await t.test('an intent is recorded once, with the value that was first', async (t) => {
    const { id: domainId } = await insertDomain(db, owner, 'effects.com')
    const intend = (idempotencyValue: string) =>
      db.effects.intend(owner, { domainId, kind: 'tenant', naturalKey: 'effects', idempotencyValue })
    const [first, second] = await Promise.all([intend('a'), intend('b')])
    t.equal(first.id, second.id)
    t.equal(first.idempotencyValue, second.idempotencyValue)
  })
})

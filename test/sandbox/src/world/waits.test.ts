import t from 'tap'
import { createDelays } from './delays.ts'
import { openStore } from './store.ts'
import { createWaits } from './waits.ts'

t.test('a wait starts once and is over at its time', async (t) => {
  const store = openStore(':memory:')
  t.teardown(store.close)
  let now = 1_000
  const delays = createDelays(store, { preset: 'realistic', scale: 0.01 })
  const waits = createWaits(store, delays, () => now)
  t.notOk(waits.isOver('registration', 'acme.com'), 'it did not start')
  const wait = waits.start('registration', 'acme.com', 'acme.com')
  t.same(wait, { kind: 'registration', subject: 'acme.com', group: 'acme.com', startedAt: 1_000, readyAt: 4_000 })
  now = 3_999
  t.notOk(waits.isOver('registration', 'acme.com'))
  t.same(waits.start('registration', 'acme.com', 'acme.com'), wait)
  delays.change({ preset: 'zero' })
  t.notOk(waits.isOver('registration', 'acme.com'), 'new delays hold for later waits')
  waits.start('delegation', 'acme.com', 'acme.com')
  t.ok(waits.isOver('delegation', 'acme.com'))
  now = 4_000
  t.ok(waits.isOver('registration', 'acme.com'))
  t.same(
    waits.all().map(({ kind }) => kind),
    ['registration', 'delegation'],
  )
})

t.test('delays stay as they were, or are those that the start asks for', async (t) => {
  const store = openStore(':memory:')
  t.teardown(store.close)
  t.same(createDelays(store, null).current(), { preset: 'small' })
  createDelays(store, null).change({ preset: 'realistic', scale: 2 })
  t.equal(createDelays(store, null).lengthMs('registration'), 600_000)
  t.equal(createDelays(store, { preset: 'zero' }).lengthMs('registration'), 0)
})

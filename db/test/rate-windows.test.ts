import t from 'tap'
import { createTestDatabase } from '../src/testing.ts'

t.test('rate windows', { skip: process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)' }, async (t) => {
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const minute = { limit: 100, windowMs: 60_000 }
  const lease = (keyId: string, want: number, more = {}) => db.rateWindows.lease(keyId, { want, ...minute, ...more })

  await t.test('parts of a window come to its limit, never to more', async (t) => {
    t.match(await lease('a', 60), { granted: 60, left: 40 })
    t.match(await lease('a', 60), { granted: 40, left: 0 })
    t.match(await lease('a', 60), { granted: 0, left: 0 })
    t.match(await lease('a', 1), { granted: 0, left: 0 })
    t.match(await lease('b', 60), { granted: 60 }, 'each key has its own')
  })

  await t.test('a window ends after its length, whatever was taken meanwhile', async (t) => {
    const first = await lease('c', 100)
    t.ok(first.endsInMs > 59_000)
    const again = await lease('c', 1)
    t.ok(again.endsInMs <= first.endsInMs)
    t.match(await lease('c', 10, { windowMs: 0 }), { granted: 10, left: 90 }, 'it is over: the next one begins')
  })

  await t.test(
    'a window never lasts longer than its length, at whatever part of a millisecond it begins',
    async (t) => {
      const leases = await Promise.all(Array.from({ length: 40 }, (_, index) => lease(`f${index}`, 1)))
      t.same(
        leases.filter(({ endsInMs }) => endsInMs > 60_000),
        [],
      )
    },
  )

  await t.test('replicas that ask at the same moment get different parts', async (t) => {
    const leases = await Promise.all(Array.from({ length: 30 }, () => lease('d', 7)))
    t.equal(
      leases.reduce((sum, { granted }) => sum + granted, 0),
      100,
    )
  })

  await t.test('a limit of many millions is counted', async (t) => {
    t.match(await lease('e', 1_000_000_000, { limit: 1_000_000_000 }), { granted: 1_000_000_000 })
    t.match(await lease('e', 1_000_000_000, { limit: 1_000_000_000 }), { granted: 0 })
  })
})

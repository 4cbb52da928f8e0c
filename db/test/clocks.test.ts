import t from 'tap'
import { setUp, skipReason } from './support.ts'

t.test('a mode runs at the pace that was set, and the other at that of the world', { skip: skipReason }, async (t) => {
  const { db } = await setUp(t)
  await db.clocks.setPace(false, 60)
  const [test, live] = await Promise.all([db.clocks.read(false), db.clocks.read(true)])
  t.equal(test.dayMs, 60_000)
  t.equal(live.dayMs, 86_400_000)
})

t.test('a clock never goes back', { skip: skipReason }, async (t) => {
  const { db } = await setUp(t)
  await db.clocks.setPace(false, 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  const before = (await db.clocks.read(false)).now()
  await db.clocks.setPace(false, 86_400)
  t.ok((await db.clocks.read(false)).now() >= before)
  t.ok(before.getTime() > Date.now() + 600_000, 'twenty milliseconds were half an hour')
})

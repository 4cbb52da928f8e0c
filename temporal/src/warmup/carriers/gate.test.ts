import t from 'tap'
import { createGate } from './gate.ts'

t.test('no more than allowed run at once, all of them run, and a failure frees its place', async (t) => {
  const gate = createGate(2)
  const finished: number[] = []
  let running = 0
  let highest = 0
  const work = (index: number) =>
    gate(async () => {
      running += 1
      highest = Math.max(highest, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      finished.push(index)
      if (index === 1) throw new Error('no')
    }).catch(() => undefined)
  await Promise.all([0, 1, 2, 3, 4].map(work))
  t.equal(highest, 2)
  t.strictSame(finished, [0, 1, 2, 3, 4])
})

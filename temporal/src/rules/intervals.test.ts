import t from 'tap'
import { wilson } from './intervals.ts'

t.test('the interval of a share is that of the textbooks', async (t) => {
  // Agresti and Coull 1998: 0 of 25, and 8 of 10, at 95 %.
  const none = wilson(0, 25, 1.96)
  t.equal(none.lower, 0)
  t.ok(Math.abs(none.upper - 0.1332) < 0.0005)
  const most = wilson(8, 10, 1.96)
  t.ok(Math.abs(most.lower - 0.4902) < 0.0005)
  t.ok(Math.abs(most.upper - 0.9433) < 0.0005)
})

t.test('no data exclude nothing', async (t) => {
  t.same(wilson(0, 0, 1.96), { lower: 0, upper: 1 })
})

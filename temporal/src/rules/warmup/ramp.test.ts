import t from 'tap'
import { volumeOn } from './ramp.ts'

t.test('a ramp ends at its cap, wherever its last step would lead', async (t) => {
  const ramp = { start: 98, step: 5, cap: 100 }
  t.strictSame(
    [1, 2, 3].map((day) => volumeOn(ramp, day)),
    [98, 100, 100],
  )
})

t.test('what is no day is the first day', async (t) => {
  const ramp = { start: 5, step: 1, cap: 30 }
  for (const day of [0, -4, Number.NaN, Number.POSITIVE_INFINITY]) t.equal(volumeOn(ramp, day), 5, String(day))
  t.equal(volumeOn(ramp, 2.9), 6)
})

import t from 'tap'
import { chooseMoments } from './moments.ts'

t.test('moments are the same for the same seed only', async (t) => {
  t.same(chooseMoments('a', 10, 14), chooseMoments('a', 10, 14))
  t.not(JSON.stringify(chooseMoments('a', 10, 14)), JSON.stringify(chooseMoments('b', 10, 14)))
})

t.test('the first moment is within the order itself', async (t) => {
  for (const seed of ['a', 'b', 'c']) {
    const [first] = chooseMoments(seed, 5, 14)
    t.ok(first?.stepsDone === 0 && first.thenMs < 40)
  }
})

for (const count of [1, 3, 10, 14, 40]) {
  t.test(`${count} moments are spread over all steps and lie before the end`, async (t) => {
    const moments = chooseMoments('seed', count, 14)
    t.equal(moments.length, count)
    for (const [index, { stepsDone, thenMs }] of moments.entries()) {
      t.ok(index === 0 || stepsDone >= Math.floor((index / count) * 14))
      t.ok(stepsDone <= ((index + 1) / count) * 14)
      t.ok(stepsDone < 14 && thenMs >= 0 && thenMs < 250)
    }
  })
}

import t from 'tap'
import { shareFairly } from './fair-share.ts'
import { createDraws } from './random.ts'

t.test('what suffices is given out as wanted', async (t) => {
  t.strictSame(shareFairly([3, 0, 5], 8), [3, 0, 5])
})

t.test('those who want little get it, the others get the same', async (t) => {
  t.strictSame(shareFairly([1, 10, 10], 9), [1, 4, 4])
  t.strictSame(shareFairly([10, 10, 10], 11), [4, 4, 3])
  t.strictSame(shareFairly([5, 5], 0), [0, 0])
  t.strictSame(shareFairly([], 7), [])
})

t.test(
  'any share is whole, within what is wanted, uses all there is, and takes from nobody who has less',
  async (t) => {
    const draws = createDraws('fair share')
    for (let run = 0; run < 500; run += 1) {
      const wanted = Array.from({ length: 1 + Math.floor(draws.next() * 30) }, () => Math.floor(draws.next() * 50))
      const total = Math.floor(draws.next() * 900)
      const shares = shareFairly(wanted, total)
      const sum = shares.reduce((all, share) => all + share, 0)
      const highest = Math.max(...shares)
      const isRight = shares.every((share, index) => {
        const want = wanted[index] ?? 0
        return Number.isInteger(share) && share <= want && (share === want || share >= highest - 1)
      })
      if (
        !isRight ||
        sum !==
          Math.min(
            total,
            wanted.reduce((all, want) => all + want, 0),
          )
      )
        t.fail(JSON.stringify({ wanted, total, shares }))
    }
  },
)

import t from 'tap'
import { addEvidence } from './add-evidence.ts'
import { renewDays } from './late-evidence.ts'
import { noNumbers } from './numbers.ts'

const placed = (day: number, inbox: number, spam: number) => ({ day, warmup: [{ provider: 'gmail', inbox, spam }] })

t.test('what came late is counted once, and other days stay as they were', async (t) => {
  const before = [placed(1, 10, 0), placed(2, 8, 0), placed(3, 5, 5)].reduce(addEvidence, noNumbers)
  const renewed = renewDays(before, [placed(2, 8, 4), placed(3, 5, 5)])
  t.same(renewed, [placed(1, 10, 0), placed(2, 8, 4), placed(3, 5, 5)].reduce(addEvidence, noNumbers))
})

t.test('a day that was not judged yet is left to the judge', async (t) => {
  const before = addEvidence(noNumbers, placed(1, 10, 0))
  t.same(renewDays(before, [placed(2, 1, 1)]), before)
})

t.test('of a domain that was never judged nothing is renewed', async (t) => {
  t.same(renewDays(noNumbers, [placed(1, 1, 1)]), noNumbers)
})

import t from 'tap'
import { answerDelayMs, isAnswered } from './replies.ts'

const ids = Array.from({ length: 10_000 }, (_, index) => `wum_${index}`)

t.test('messages are answered at the rate of the profile, and each is decided once', async (t) => {
  const answered = ids.filter((id) => isAnswered(id, 0.3))
  t.ok(answered.length > 2_850 && answered.length < 3_150)
  t.ok(answered.every((id) => isAnswered(id, 0.3)))
  t.ok(
    answered.every((id) => isAnswered(id, 0.4)),
    'a higher rate takes none back',
  )
  t.equal(ids.filter((id) => isAnswered(id, 0)).length, 0)
  t.equal(ids.filter((id) => isAnswered(id, 1)).length, 10_000)
})

t.test('answers come after some minutes to some hours', async (t) => {
  const delays = ids.map(answerDelayMs)
  t.ok(Math.min(...delays) >= 20 * 60_000 && Math.max(...delays) < 4 * 3_600_000)
  t.ok(new Set(delays).size > 9_000)
})

import t from 'tap'
import { retryDelayMs, retryDelaysMs } from './retry-schedule.ts'

const DAY_MS = 86_400_000

t.test('ten attempts reach over more than three days', async (t) => {
  const hours = retryDelaysMs.reduce((sum, delay) => sum + delay, 0) / 3_600_000
  t.equal(retryDelaysMs.length, 9)
  t.ok(hours > 75 && hours < 76, `${hours} hours`)
})

t.test('a wait is spread by at most a tenth, and never shortened', async (t) => {
  t.equal(retryDelayMs(5_000, 0), 5_000)
  t.equal(retryDelayMs(5_000, 1), 5_500)
})

t.test('a receiver is left alone as long as it asks, up to a day', async (t) => {
  t.equal(retryDelayMs(5_000, 0, 60_000), 60_000)
  t.equal(retryDelayMs(300_000, 0, 60_000), 300_000)
  t.equal(retryDelayMs(5_000, 0, 30 * DAY_MS), DAY_MS)
  t.equal(retryDelayMs(5_000, 0, null), 5_000)
})

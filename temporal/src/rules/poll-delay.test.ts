import t from 'tap'
import { pollDelayMs } from './poll-delay.ts'

t.test('a wait is overrun by at most a tenth, or by a quarter of a second', async (t) => {
  for (const worldMs of [0, 100, 2_000, 60_000, 900_000, 4 * 3_600_000]) {
    let waitedMs = 0
    while (waitedMs < worldMs) waitedMs += pollDelayMs(waitedMs)
    t.ok(waitedMs - worldMs <= Math.max(250, worldMs * 0.1), `${worldMs} ms are overrun by ${waitedMs - worldMs} ms`)
  }
})

t.test('a wait of a day asks no more than once a minute', async (t) => {
  t.equal(pollDelayMs(86_400_000), 60_000)
})

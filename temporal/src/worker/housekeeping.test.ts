import { pino } from 'pino'
import t from 'tap'
import { createHousekeeping } from './housekeeping.ts'

const log = pino({ enabled: false })

t.test('is done at once and again, a failure notwithstanding, until it is stopped', async (t) => {
  let times = 0
  const housekeeping = createHousekeeping({
    log,
    failure: 'It failed',
    everyMs: 1,
    async keep() {
      times++
      if (times === 1) throw new Error('The database is gone')
      if (times === 3) housekeeping.stop()
    },
  })
  await housekeeping.run()
  t.equal(times, 3)
})

t.test('a stop does not wait for the next time', async (t) => {
  const housekeeping = createHousekeeping({ log, failure: 'It failed', everyMs: 3_600_000, keep: async () => {} })
  const run = housekeeping.run()
  await new Promise((resolve) => setImmediate(resolve))
  housekeeping.stop()
  await t.resolves(run)
})

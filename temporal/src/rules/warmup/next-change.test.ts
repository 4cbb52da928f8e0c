import t from 'tap'
import { domainDay, mailboxCourse } from './domain-day-fixture.ts'
import { nextLimitChange } from './next-change.ts'

const day = domainDay()

t.test('the next change of a limit is foretold', async (t) => {
  t.strictSame(nextLimitChange(day, mailboxCourse()), { inDays: 7, dailySendLimit: 3 })
  const last = { dailySendLimit: 9, warmupVolume: 19 }
  t.strictSame(nextLimitChange(day, mailboxCourse({ rampDay: 15, last })), { inDays: 1, dailySendLimit: 11 })
})

t.test('at the cap, and where it is paused, none is in sight', async (t) => {
  const last = { dailySendLimit: 30, warmupVolume: 25 }
  t.equal(nextLimitChange(day, mailboxCourse({ rampDay: 200, last })), null)
  t.equal(nextLimitChange(day, mailboxCourse({ isPaused: true })), null)
})

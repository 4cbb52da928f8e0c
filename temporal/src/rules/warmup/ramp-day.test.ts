import t from 'tap'
import { gapDaysOf, rampDayOf } from './ramp-day.ts'

const day = (startedOn: string, today: string, sentDays: number) => rampDayOf({ startedOn, today, sentDays })

t.test('the ramp follows the days on which mail went out', async (t) => {
  t.equal(day('2026-03-01', '2026-03-01', 0), 1)
  t.equal(day('2026-03-01', '2026-03-11', 10), 11)
  t.equal(day('2026-03-01', '2026-03-31', 4), 5, 'missed days are not made up for')
  t.equal(day('2026-03-01', '2026-03-02', 40), 2, 'it is never ahead of the calendar')
})

t.test('it does not begin again on the first of a month', async (t) => {
  t.equal(day('2026-01-20', '2026-02-01', 12), 13)
})

t.test('a start in the future, or that is no date, is day 1', async (t) => {
  for (const start of ['2027-01-01', '2026-02-30', 'yesterday', '']) t.equal(day(start, '2026-03-01', 0), 1, start)
  t.equal(day('2026-02-30', '2026-03-31', 30), 1, 'and never fully warm')
})

t.test('days since the last message', async (t) => {
  t.equal(gapDaysOf({ lastSentOn: '2026-02-27', today: '2026-03-01' }), 2)
  t.equal(gapDaysOf({ lastSentOn: null, today: '2026-03-01' }), 0)
  t.equal(gapDaysOf({ lastSentOn: '2026-03-02', today: '2026-03-01' }), 0)
})

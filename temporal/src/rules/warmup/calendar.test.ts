import t from 'tap'
import { areWorkingHours, canonicalZone, createCalendar, defaultWorkingHours, isWeekend } from './calendar.ts'
import { weekdayOf } from './calendar-date.ts'

const calendar = createCalendar()
const iso = (instant: number) => new Date(instant).toISOString()

t.test('a zone that does not exist is refused', async (t) => {
  for (const zone of ['Europe/Zurick', '', 'GMT+25', '+02:00', 'Mars/Olympus']) t.equal(canonicalZone(zone), null, zone)
  t.equal(canonicalZone('europe/zurich'), 'Europe/Zurich')
  t.equal(canonicalZone('UTC'), 'UTC')
  t.throws(() => calendar.localTime('Mars/Olympus', 0), RangeError)
})

t.test('the date is that of the zone', async (t) => {
  const instant = Date.parse('2026-03-01T23:30:00Z')
  t.strictSame(calendar.localTime('Asia/Tokyo', instant), { date: '2026-03-02', minute: 510 })
  t.strictSame(calendar.localTime('America/Los_Angeles', instant), { date: '2026-03-01', minute: 930 })
})

t.test('eight in the morning stays eight in the morning when the clocks change', async (t) => {
  t.equal(iso(calendar.instantOf('Europe/Zurich', '2026-03-28', 480)), '2026-03-28T07:00:00.000Z')
  t.equal(iso(calendar.instantOf('Europe/Zurich', '2026-03-29', 480)), '2026-03-29T06:00:00.000Z')
  t.equal(iso(calendar.instantOf('Pacific/Kiritimati', '2026-03-29', 0)), '2026-03-28T10:00:00.000Z')
  t.equal(iso(calendar.instantOf('Asia/Kathmandu', '2026-03-29', 480)), '2026-03-29T02:15:00.000Z')
})

t.test('a time that the clocks skip is the one after it, of one that comes twice the first counts', async (t) => {
  t.equal(iso(calendar.instantOf('Europe/Zurich', '2026-03-29', 150)), '2026-03-29T01:30:00.000Z')
  t.equal(iso(calendar.instantOf('Europe/Zurich', '2026-10-25', 150)), '2026-10-25T00:30:00.000Z')
})

t.test('weekends are those of the working hours', async (t) => {
  t.equal(weekdayOf('2026-11-25'), 3)
  t.equal(weekdayOf('1969-12-28'), 7)
  t.equal(isWeekend('2026-11-28', defaultWorkingHours), true)
  t.equal(isWeekend('2026-11-27', defaultWorkingHours), false)
  t.equal(isWeekend('2026-11-27', { weekend: [5, 6] }), true)
})

t.test('working hours are hours of one day, and some day has them', async (t) => {
  t.equal(areWorkingHours(defaultWorkingHours), true)
  const bad = [
    { fromMinute: 1_080, toMinute: 480 },
    { toMinute: 1_500 },
    { weekend: [1, 2, 3, 4, 5, 6, 7] },
    { weekend: [8] },
  ]
  for (const part of bad) t.equal(areWorkingHours({ ...defaultWorkingHours, ...part }), false, JSON.stringify(part))
})

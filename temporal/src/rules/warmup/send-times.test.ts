import t from 'tap'
import { createCalendar, defaultWorkingHours } from './calendar.ts'
import { sendTimes } from './send-times.ts'

const calendar = createCalendar()
const times = (id: string, date: string, count: number, zone = 'Europe/Zurich') =>
  sendTimes(calendar, { id, zone, hours: defaultWorkingHours }, date, count)

t.test('all messages go out in working hours of the zone, one after the other', async (t) => {
  for (const zone of ['Europe/Zurich', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
    for (const date of ['2026-03-29', '2026-10-25', '2026-06-01']) {
      const sent = times('mbx_1', date, 40, zone)
      const local = sent.map((instant) => calendar.localTime(zone, instant))
      t.ok(
        local.every((time) => time.date === date && time.minute >= 480 && time.minute < 1_080),
        `${zone} ${date}`,
      )
      t.ok(sent.slice(1).every((instant, index) => instant - (sent[index] ?? 0) >= 2_000))
    }
  }
})

t.test('the same when computed again, other minutes for another mailbox or day', async (t) => {
  t.strictSame(times('mbx_1', '2026-03-04', 9), times('mbx_1', '2026-03-04', 9))
  t.notSame(times('mbx_1', '2026-03-04', 9), times('mbx_2', '2026-03-04', 9))
  t.strictSame(times('mbx_1', '2026-03-04', 0), [])
})

t.test('even a thousand messages keep to thirty a minute', async (t) => {
  const byMinute = Map.groupBy(times('mbx_1', '2026-03-04', 1_000), (instant) => Math.floor(instant / 60_000))
  t.ok(Math.max(...[...byMinute.values()].map((sent) => sent.length)) <= 30)
})

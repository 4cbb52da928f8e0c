import t from 'tap'
import { createCalendar, defaultWorkingHours } from './calendar.ts'
import type { PoolDomain } from './pairing.ts'
import { type ExchangeDay, planExchange } from './plan-exchange.ts'

const calendar = createCalendar()
const members: PoolDomain[] = Array.from({ length: 90 }, (_, slot) => ({
  slot,
  provider: 'microsoft365',
  mailboxes: [`${slot}/a`, null, `${slot}/b`],
}))
const [domain] = members
if (!domain) throw new Error('no domain')
const day: ExchangeDay = {
  pool: { seed: 3, slots: 90, domainAt: (slot) => members[slot] },
  domain,
  volumes: new Map([
    ['0/a', 6],
    ['0/b', 2],
  ]),
  date: '2026-03-04',
  zone: 'America/New_York',
  hours: defaultWorkingHours,
}

t.test('each mailbox writes its messages in working hours, to others, once to each', async (t) => {
  const messages = planExchange(day, calendar)
  t.strictSame(
    [...Map.groupBy(messages, ({ from }) => from)].map(([from, own]) => [from, own.length]),
    [
      ['0/a', 6],
      ['0/b', 2],
    ],
  )
  t.equal(new Set(messages.map(({ id }) => id)).size, 8)
  t.ok(messages.every(({ to }) => to !== '' && !to.startsWith('0/')))
  const minutes = messages.map(({ sendAt }) => calendar.localTime(day.zone, sendAt))
  t.ok(minutes.every(({ date, minute }) => date === day.date && minute >= 480 && minute < 1_080))
})

t.test('planned again after a restart it is the same', async (t) => {
  t.strictSame(planExchange(day, createCalendar()), planExchange(day, calendar))
})

t.test('a mailbox without volume is silent, and a date that is none is a fault', async (t) => {
  t.strictSame(planExchange({ ...day, volumes: new Map() }, calendar), [])
  t.throws(() => planExchange({ ...day, date: '2026-02-30' }, calendar), RangeError)
})

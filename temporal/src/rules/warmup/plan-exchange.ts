import type { Calendar, WorkingHours } from './calendar.ts'
import { dayNumberOf } from './calendar-date.ts'
import { type Pool, type PoolDomain, pairDomain } from './pairing.ts'
import { sendTimes } from './send-times.ts'

export interface PlannedMessage {
  /** The same whenever the day is planned again: the natural key of the message. */
  id: string
  from: string
  to: string
  /** Milliseconds since 1970. */
  sendAt: number
}

export interface ExchangeDay {
  pool: Pool
  domain: PoolDomain
  /** What each of its mailboxes writes on this day, by id. */
  volumes: ReadonlyMap<string, number>
  /** In the domain's zone, `2026-03-01`. */
  date: string
  zone: string
  hours: WorkingHours
}

/** Who of a domain writes to whom, and when. Where partners are scarce there are fewer messages than wanted. */
export function planExchange(day: ExchangeDay, calendar: Pick<Calendar, 'instantOf'>): PlannedMessage[] {
  const { pool, domain, volumes, date, zone, hours } = day
  const dayNumber = dayNumberOf(date)
  if (dayNumber === null) throw new RangeError(`${date} is no date`)
  const wanted = domain.mailboxes.map((id) => (id === null ? 0 : (volumes.get(id) ?? 0)))
  const bySender = Map.groupBy(pairDomain(pool, domain, wanted, dayNumber), ({ from }) => from)
  return [...bySender].flatMap(([from, pairs]) => {
    const times = sendTimes(calendar, { id: from, zone, hours }, date, pairs.length)
    return times.map((sendAt, index) => {
      const to = pairs[index]?.to ?? ''
      return { id: `${date} ${from} ${to}`, from, to, sendAt }
    })
  })
}

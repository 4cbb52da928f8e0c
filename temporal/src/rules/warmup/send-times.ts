import type { Calendar, WorkingHours } from './calendar.ts'
import { shareOf } from './random.ts'

const MINUTE_MS = 60_000

/**
 * When the messages of one mailbox and day go out, in milliseconds since 1970: spread over its working hours, each at
 * a place of its own within an equal part of them, so that two never fall into the same second.
 */
export function sendTimes(
  { instantOf }: Pick<Calendar, 'instantOf'>,
  mailbox: { id: string; zone: string; hours: WorkingHours },
  date: string,
  count: number,
): number[] {
  if (count <= 0) return []
  const { fromMinute, toMinute } = mailbox.hours
  const beginsAt = instantOf(mailbox.zone, date, fromMinute)
  const partMs = ((toMinute - fromMinute) * MINUTE_MS) / count
  return Array.from({ length: count }, (_, index) => {
    const place = shareOf(`${mailbox.id} ${date} ${index}`)
    return beginsAt + Math.floor((index + 0.1 + 0.8 * place) * partMs)
  })
}

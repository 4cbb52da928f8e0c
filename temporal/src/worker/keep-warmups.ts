import type { Db } from '@coldframe/db'
import { runDomainMessage } from '../contracts.ts'
import { addDays, dayOf } from '../days.ts'

/** As long as charts and answers show, and a week more. */
const KEPT_DAYS = 97
const FORGOTTEN_AT_ONCE = 10_000
const HOUR_MS = 3_600_000
const STARTED_AT_ONCE = 1_000

/**
 * Removes what nobody reads any more of the exchange and its plans, by the clock of each mode; and starts the days of domains that have
 * none, such as those that were ready before there were any. A second start of the same domain changes nothing.
 */
export async function keepWarmups(db: Db, now: Date): Promise<void> {
  for (const livemode of [true, false]) {
    const before = addDays(dayOf((await db.clocks.read(livemode)).now()), -KEPT_DAYS)
    while ((await db.warmups.forget(livemode, before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
  }
  const idle = await db.warmups.neverPlanned(new Date(now.getTime() - HOUR_MS), STARTED_AT_ONCE)
  for (const { accountId, livemode, domainId } of idle)
    await db.outbox.add({ accountId, livemode }, runDomainMessage({ accountId, livemode, domainId }))
}

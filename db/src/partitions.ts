import type { Db } from './db.ts'
import { type PartitionedTable, partitionedTables } from './repositories/partitions.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const WEEKS_AHEAD = 8
const KEPT_DAYS = 90
const WAIT_MS = 2_000
const PRUNED_AT_ONCE = 1_000

/**
 * Makes the weeks to come and drops those that ended more than 90 days ago, as wholes; removes idempotency keys that have ended, and
 * deliveries that can go nowhere any more. By one process at a time.
 */
export async function keepPartitions(db: Db, now: Date): Promise<void> {
  const keptSince = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  for (const table of partitionedTables) await addWeeks(db, table, now)
  // Before the events that they are about.
  await db.webhookDeliveries.cancelStranded(keptSince)
  for (const table of partitionedTables.toReversed()) await dropWeeks(db, table, keptSince)
  while ((await db.idempotency.prune(PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
}

async function addWeeks(db: Db, table: PartitionedTable, now: Date): Promise<void> {
  const there = new Set((await db.partitions.weeks(table)).map(({ startsAt }) => startsAt.getTime()))
  for (let week = 0; week <= WEEKS_AHEAD; week++) {
    const at = new Date(now.getTime() + week * WEEK_MS)
    if (!there.has(startOfWeek(at))) await db.partitions.addWeek(table, at)
  }
}

async function dropWeeks(db: Db, table: PartitionedTable, keptSince: Date): Promise<void> {
  for (const { name, startsAt } of await db.partitions.weeks(table))
    if (startsAt.getTime() + WEEK_MS <= keptSince.getTime())
      await db.transaction((tx) => tx.partitions.dropWeek(name, WAIT_MS))
}

/** 1970 began on a Thursday, three days after a Monday. */
const startOfWeek = (at: Date): number => Math.floor((at.getTime() + 3 * DAY_MS) / WEEK_MS) * WEEK_MS - 3 * DAY_MS

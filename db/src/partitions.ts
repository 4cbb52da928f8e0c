import type { Db } from './db.ts'
import { type DailyTable, dailyTables, type PartitionedTable, partitionedTables } from './repositories/partitions.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const WEEKS_AHEAD = 8
const DAYS_AHEAD = 14
const KEPT_DAYS = 90
/** Signals older than 30 days are refused, so an id that was seen this long ago comes with another signal. */
const KEPT_KEY_DAYS = 32
const WAIT_MS = 2_000
const PRUNED_AT_ONCE = 1_000

/**
 * Makes the weeks and days to come and drops those that ended more than 90 days ago, as wholes; removes idempotency keys that have
 * ended, keys of signals that are too old to come again, and deliveries that can go nowhere any more. By one process at a time.
 */
export async function keepPartitions(db: Db, now: Date): Promise<void> {
  const keptSince = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  for (const table of partitionedTables) await addWeeks(db, table, now)
  for (const table of dailyTables) await addDays(db, table, now)
  // Before the events that they are about.
  await db.webhookDeliveries.cancelStranded(keptSince)
  for (const table of partitionedTables.toReversed()) await dropParts(db, table, WEEK_MS, keptSince)
  for (const table of dailyTables) await dropParts(db, table, DAY_MS, keptSince)
  while ((await db.idempotency.prune(PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
  await db.signals.forgetKeys(new Date(now.getTime() - KEPT_KEY_DAYS * DAY_MS))
}

async function addWeeks(db: Db, table: PartitionedTable, now: Date): Promise<void> {
  const there = new Set((await db.partitions.parts(table)).map(({ startsAt }) => startsAt.getTime()))
  for (let week = 0; week <= WEEKS_AHEAD; week++) {
    const at = new Date(now.getTime() + week * WEEK_MS)
    if (!there.has(startOfWeek(at))) await db.partitions.addWeek(table, at)
  }
}

async function addDays(db: Db, table: DailyTable, now: Date): Promise<void> {
  const there = new Set((await db.partitions.parts(table)).map(({ startsAt }) => startsAt.getTime()))
  for (let day = 0; day <= DAYS_AHEAD; day++) {
    const at = new Date(now.getTime() + day * DAY_MS)
    if (!there.has(Math.floor(at.getTime() / DAY_MS) * DAY_MS)) await db.partitions.addDay(table, at)
  }
}

async function dropParts(
  db: Db,
  table: PartitionedTable | DailyTable,
  lengthMs: number,
  keptSince: Date,
): Promise<void> {
  for (const { name, startsAt } of await db.partitions.parts(table))
    if (startsAt.getTime() + lengthMs <= keptSince.getTime())
      await db.transaction((tx) => tx.partitions.drop(name, WAIT_MS))
}

/** 1970 began on a Thursday, three days after a Monday. */
const startOfWeek = (at: Date): number => Math.floor((at.getTime() + 3 * DAY_MS) / WEEK_MS) * WEEK_MS - 3 * DAY_MS

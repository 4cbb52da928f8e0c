import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Executor } from '../db.ts'

/** Tables that are kept by the week, in the order in which they refer to each other. */
export const partitionedTables = ['events', 'webhook_deliveries', 'webhook_attempts'] as const
export type PartitionedTable = (typeof partitionedTables)[number]

/** Those that are kept by the day. */
export const dailyTables = ['signals'] as const
export type DailyTable = (typeof dailyTables)[number]

const Parts = z.array(z.object({ name: z.string(), startsAt: z.coerce.date() }))

export function createPartitionRepository(executor: Executor) {
  return {
    /** Makes the partition of the week (UTC, from Monday) in which `at` lies; nothing when it is there. */
    async addWeek(table: PartitionedTable, at: Date): Promise<void> {
      await executor.execute(sql`select add_week(${table}, ${at.toISOString()}::timestamptz)`)
    },

    /** The same of the day in UTC. */
    async addDay(table: DailyTable, at: Date): Promise<void> {
      await executor.execute(sql`select add_day(${table}, ${at.toISOString()}::timestamptz)`)
    },

    /** Oldest first; without the default partition, which catches what none is there for. */
    async parts(table: PartitionedTable | DailyTable): Promise<{ name: string; startsAt: Date }[]> {
      const { rows } = await executor.execute(sql`
        select relname as name, to_timestamp(right(relname, 8), 'YYYYMMDD')::date || 'T00:00:00Z' as "startsAt"
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = ${table}::regclass and relname ~ '_[0-9]{8}$' order by relname`)
      return Parts.parse(rows)
    },

    /** Waits at most `waitMs` for its readers: all others would wait behind it. */
    async drop(name: string, waitMs: number): Promise<void> {
      await executor.execute(sql.raw(`set local lock_timeout = ${Math.round(waitMs)}`))
      await executor.execute(sql`drop table ${sql.identifier(name)}`)
    },
  }
}

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Executor } from '../db.ts'
import { one } from './rows.ts'

export interface LeaseRequest {
  /** How many requests the caller wants to let through by itself. */
  want: number
  /** How many a window holds. */
  limit: number
  windowMs: number
}

export interface Lease {
  /** How many it may; 0 when the window is spent. */
  granted: number
  /** How many nobody has taken yet. */
  left: number
  endsInMs: number
}

const Row = z.object({ used: z.number(), endsInMs: z.number() })

export function createRateWindowRepository(executor: Executor) {
  return {
    /** Takes a part of a key's window, or begins the next window; one statement, so that replicas never share a part. */
    async lease(keyId: string, { want, limit, windowMs }: LeaseRequest): Promise<Lease> {
      const length = sql`${windowMs}::float8 * interval '1 millisecond'`
      // The column keeps milliseconds: rounded up, a window would begin in the future.
      const start = sql`date_trunc('milliseconds', now())`
      const isOver = sql`rate_windows.window_started_at + ${length} <= now()`
      // `used` counts what was wanted: the part above the limit was not granted. It stays near the limit, as an integer must.
      const { rows } = await executor.execute(sql`
        insert into rate_windows (key_id, window_started_at, used) values (${keyId}, ${start}, ${want})
        on conflict (key_id) do update set
          window_started_at = case when ${isOver} then ${start} else rate_windows.window_started_at end,
          used = case when ${isOver} then ${want} else least(rate_windows.used, ${limit}) + ${want} end
        returning used, extract(epoch from window_started_at + ${length} - now())::float8 * 1000 as "endsInMs"`)
      const { used, endsInMs } = Row.parse(one(rows))
      return { granted: Math.min(want, Math.max(0, limit + want - used)), left: Math.max(0, limit - used), endsInMs }
    },
  }
}

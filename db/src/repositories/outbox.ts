import { asc, count, eq, lte, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { type OutboxMessage, outbox } from '../schema/index.ts'
import { OUTBOX_CHANNEL } from './channels.ts'
import { one } from './rows.ts'

export type OutboxRow = typeof outbox.$inferSelect

export function createOutboxRepository(executor: Executor) {
  return {
    async add(owner: Owner, message: OutboxMessage): Promise<void> {
      await executor.execute(sql`
        with added as (
          insert into ${outbox} (account_id, livemode, message)
          values (${owner.accountId}, ${owner.livemode}, ${JSON.stringify(message)}::jsonb) returning id)
        select pg_notify(${OUTBOX_CHANNEL}, '') from added`)
    },

    /** Due rows, locked until the transaction ends; rows that another relay holds are passed over. */
    async claim(limit: number): Promise<OutboxRow[]> {
      return executor
        .select()
        .from(outbox)
        .where(lte(outbox.dueAt, sql`now()`))
        .orderBy(asc(outbox.id))
        .limit(limit)
        .for('update', { skipLocked: true })
    },

    /** How many messages wait, and for how long the oldest one that is due has been so. */
    async backlog(): Promise<{ rows: number; oldestDueMs: number }> {
      const age = sql<number>`coalesce(greatest(extract(epoch from now() - min(${outbox.dueAt})), 0), 0)::float8 * 1000`
      return one(await executor.select({ rows: count(), oldestDueMs: age }).from(outbox))
    },

    async remove(id: number): Promise<void> {
      await executor.delete(outbox).where(eq(outbox.id, id))
    },

    async postpone(id: number, delayMs: number, error: string): Promise<void> {
      await executor
        .update(outbox)
        .set({
          attempts: sql`${outbox.attempts} + 1`,
          lastError: error,
          dueAt: sql`now() + ${delayMs} * interval '1 millisecond'`,
        })
        .where(eq(outbox.id, id))
    },
  }
}

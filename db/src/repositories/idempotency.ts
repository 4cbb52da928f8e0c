import { and, eq, lt, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { idempotencyKeys } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

export interface IdempotentRequest {
  key: string
  operation: string
  fingerprint: Buffer
}

export interface StoredAnswer {
  fingerprint: Buffer
  operation: string
  answer: Buffer
}

/** Postgres: a lock was not free in time. */
const LOCK_NOT_AVAILABLE = '55P03'
const KEPT_HOURS = 24

/** To be used in one transaction: the claim, what the request does, and the answer are kept together or not at all. */
export function createIdempotencyRepository(executor: Executor) {
  return {
    /**
     * Null when the key is the caller's now; its answer when there is one. Waits for a transaction that holds the key, at most
     * `waitMs`; then answers `in_progress`, and the transaction can only be rolled back.
     */
    async claim(
      owner: Owner,
      request: IdempotentRequest,
      waitMs: number,
    ): Promise<StoredAnswer | 'in_progress' | null> {
      await executor.execute(sql.raw(`set local lock_timeout = ${Math.round(waitMs)}`))
      try {
        const claimed = await executor
          .insert(idempotencyKeys)
          .values({ ...owner, ...request, status: 0, answer: Buffer.alloc(0) })
          .onConflictDoUpdate({
            target: [idempotencyKeys.accountId, idempotencyKeys.livemode, idempotencyKeys.key],
            set: { operation: request.operation, fingerprint: request.fingerprint, createdAt: sql`now()` },
            setWhere: lt(idempotencyKeys.createdAt, sql`now() - ${KEPT_HOURS} * interval '1 hour'`),
          })
          .returning({ key: idempotencyKeys.key })
        if (claimed.length > 0) return null
      } catch (error) {
        if (isLockTimeout(error)) return 'in_progress'
        throw error
      } finally {
        await executor.execute(sql.raw('set local lock_timeout = 0')).catch(() => undefined)
      }
      const [stored] = await executor.select().from(idempotencyKeys).where(byKey(owner, request.key))
      return stored ?? 'in_progress'
    },

    async answer(owner: Owner, key: string, answer: Buffer): Promise<void> {
      await executor.update(idempotencyKeys).set({ answer, status: 1 }).where(byKey(owner, key))
    },

    /** Removes what is older than it has to be kept, of all accounts; answers with how many. */
    async prune(limit: number): Promise<number> {
      const old = sql`(account_id, livemode, key) in (
        select account_id, livemode, key from ${idempotencyKeys}
        where created_at < now() - ${KEPT_HOURS} * interval '1 hour' limit ${limit})`
      return (await executor.delete(idempotencyKeys).where(old).returning({ key: idempotencyKeys.key })).length
    },
  }
}

const byKey = (owner: Owner, key: string) => and(ownedBy(idempotencyKeys, owner), eq(idempotencyKeys.key, key))

function isLockTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE
}

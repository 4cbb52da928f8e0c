import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { apiKeys } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type ApiKey = typeof apiKeys.$inferSelect
export type NewApiKey = Pick<ApiKey, 'name' | 'prefix' | 'hash' | 'scopes'> & { expiresAt?: Date | null }

export function createApiKeyRepository(executor: Executor) {
  return {
    async insert(owner: Owner, key: NewApiKey): Promise<ApiKey> {
      return one(
        await executor
          .insert(apiKeys)
          .values({ id: newId('apiKey'), ...owner, ...key })
          .returning(),
      )
    },

    /** The only read without an account: it tells which account is asking. */
    async findByHash(hash: Buffer): Promise<ApiKey | null> {
      const [row] = await executor.select().from(apiKeys).where(eq(apiKeys.hash, hash))
      return row ?? null
    },

    async list(owner: Owner, query: PageQuery): Promise<Page<ApiKey>> {
      const rows = await executor
        .select()
        .from(apiKeys)
        .where(and(ownedBy(apiKeys, owner), pageConditions(apiKeys, query)))
        .orderBy(...newestFirst(apiKeys))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** Null when there is no such key; revoking twice keeps the first time. */
    async revoke(owner: Owner, id: string): Promise<ApiKey | null> {
      const [row] = await executor
        .update(apiKeys)
        .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())`, updatedAt: new Date() })
        .where(and(ownedBy(apiKeys, owner), eq(apiKeys.id, id)))
        .returning()
      return row ?? null
    },

    /** Notes a use, unless one was noted less than `everyMs` before. */
    async touch(owner: Owner, id: string, at: Date, everyMs: number): Promise<void> {
      const isDue = or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, new Date(at.getTime() - everyMs)))
      await executor
        .update(apiKeys)
        .set({ lastUsedAt: at })
        .where(and(ownedBy(apiKeys, owner), eq(apiKeys.id, id), isNull(apiKeys.revokedAt), isDue))
    },
  }
}

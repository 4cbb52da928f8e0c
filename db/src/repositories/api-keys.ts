import { and, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { ApiKeyStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { apiKeys } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type ApiKey = typeof apiKeys.$inferSelect
export type NewApiKey = Pick<ApiKey, 'name' | 'prefix' | 'hash' | 'scopes'> & { expiresAt?: Date | null }

export interface ApiKeyFilter {
  status?: ApiKeyStatus | undefined
  /** The moment at which keys have that status. */
  at: Date
}

export function createApiKeyRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(apiKeys, owner), eq(apiKeys.id, id))
  // Every request asks this: it is built and planned once a connection.
  const selectByHash = executor
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, sql.placeholder('hash')))
    .prepare('api_key_by_hash')
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
      const [row] = await selectByHash.execute({ hash })
      return row ?? null
    },

    async get(owner: Owner, id: string): Promise<ApiKey | null> {
      const [row] = await executor.select().from(apiKeys).where(byId(owner, id))
      return row ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<ApiKey | null> {
      const [row] = await executor.select().from(apiKeys).where(byId(owner, id)).for('update')
      return row ?? null
    },

    async list(owner: Owner, { status, at }: ApiKeyFilter, query: PageQuery): Promise<Page<ApiKey>> {
      const rows = await executor
        .select()
        .from(apiKeys)
        .where(and(ownedBy(apiKeys, owner), status && hasStatus(status, at), pageConditions(apiKeys, query)))
        .orderBy(...newestFirst(apiKeys))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** Null when there is no such key; revoking twice keeps the first time. */
    async revoke(owner: Owner, id: string, at: Date): Promise<ApiKey | null> {
      const [row] = await executor
        .update(apiKeys)
        .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${at.toISOString()})`, updatedAt: new Date() })
        .where(byId(owner, id))
        .returning()
      return row ?? null
    },

    /** Another key took its place; it works until `endsAt`, or its own end if that is sooner. */
    async replace(owner: Owner, id: string, replacedById: string, endsAt: Date): Promise<void> {
      const expiresAt = sql`least(${apiKeys.expiresAt}, ${endsAt.toISOString()})`
      await executor.update(apiKeys).set({ replacedById, expiresAt, updatedAt: new Date() }).where(byId(owner, id))
    },

    /** Notes a use, unless one was noted less than `everyMs` before. */
    async touch(owner: Owner, id: string, at: Date, everyMs: number): Promise<void> {
      const isDue = or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, new Date(at.getTime() - everyMs)))
      await executor
        .update(apiKeys)
        .set({ lastUsedAt: at })
        .where(and(byId(owner, id), isNull(apiKeys.revokedAt), isDue))
    },
  }
}

function hasStatus(status: ApiKeyStatus, at: Date): SQL | undefined {
  switch (status) {
    case 'revoked':
      return isNotNull(apiKeys.revokedAt)
    case 'expired':
      return and(isNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, at))
    case 'active':
      return and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, at)))
  }
}

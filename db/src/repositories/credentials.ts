import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { credentials, dataKeys, platformSecrets } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

/** Keeps sealed bytes only; `createVault` seals and opens them. */
export function createCredentialRepository(executor: Executor) {
  return {
    async keep(owner: Owner, kind: string, rows: { subjectId: string; sealed: Buffer }[]): Promise<void> {
      if (rows.length === 0) return
      await executor
        .insert(credentials)
        .values(rows.map((row) => ({ id: newId('credential'), ...owner, kind, ...row })))
        .onConflictDoNothing()
    },

    async replace(owner: Owner, kind: string, rows: { subjectId: string; sealed: Buffer }[]): Promise<void> {
      if (rows.length === 0) return
      await executor
        .insert(credentials)
        .values(rows.map((row) => ({ id: newId('credential'), ...owner, kind, ...row })))
        .onConflictDoUpdate({
          target: [credentials.accountId, credentials.livemode, credentials.kind, credentials.subjectId],
          set: { sealed: sql`excluded.sealed`, updatedAt: new Date() },
        })
    },

    async remove(owner: Owner, kind: string, subjectId: string): Promise<void> {
      await executor
        .delete(credentials)
        .where(and(ownedBy(credentials, owner), eq(credentials.kind, kind), eq(credentials.subjectId, subjectId)))
    },

    async get(owner: Owner, kind: string, subjectIds: string[]): Promise<{ subjectId: string; sealed: Buffer }[]> {
      return executor
        .select({ subjectId: credentials.subjectId, sealed: credentials.sealed })
        .from(credentials)
        .where(and(ownedBy(credentials, owner), eq(credentials.kind, kind), inArray(credentials.subjectId, subjectIds)))
    },

    /** The account's sealed data key; `fresh` is kept when it has none yet, also when two ask at once. */
    async dataKey(accountId: string, fresh: Buffer): Promise<Buffer> {
      await executor.insert(dataKeys).values({ accountId, sealed: fresh }).onConflictDoNothing()
      const rows = await executor
        .select({ sealed: dataKeys.sealed })
        .from(dataKeys)
        .where(eq(dataKeys.accountId, accountId))
      return one(rows).sealed
    },

    async putPlatformSecret(livemode: boolean, name: string, sealed: Buffer): Promise<void> {
      await executor
        .insert(platformSecrets)
        .values({ livemode, name, sealed })
        .onConflictDoUpdate({
          target: [platformSecrets.livemode, platformSecrets.name],
          set: { sealed, updatedAt: new Date() },
        })
    },

    async getPlatformSecret(livemode: boolean, name: string): Promise<Buffer | null> {
      const [row] = await executor
        .select({ sealed: platformSecrets.sealed })
        .from(platformSecrets)
        .where(and(eq(platformSecrets.livemode, livemode), eq(platformSecrets.name, name)))
      return row?.sealed ?? null
    },
  }
}

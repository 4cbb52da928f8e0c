import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { accounts } from '../schema/index.ts'
import { one } from './rows.ts'

export type Account = typeof accounts.$inferSelect
export type NewSubAccount = Pick<Account, 'name' | 'metadata' | 'spendCeilingCents'>
export type AccountChange = Partial<
  Pick<Account, 'name' | 'metadata' | 'spendCeilingCents' | 'rotationPolicy' | 'hasExchange' | 'language'>
>
export type Attestation = Pick<Account, 'attestedAt' | 'attestedByKeyId' | 'attestedStatement'>

export function createAccountRepository(executor: Executor) {
  return {
    /** An account of its own, in both modes. */
    async insert(name: string): Promise<Account> {
      return one(
        await executor
          .insert(accounts)
          .values({ id: newId('account'), name })
          .returning(),
      )
    },

    async insertSub({ accountId, livemode }: Owner, account: NewSubAccount): Promise<Account> {
      return one(
        await executor
          .insert(accounts)
          .values({ id: newId('account'), parentId: accountId, livemode, ...account })
          .returning(),
      )
    },

    /** The owner's own account, or one that belongs to it. */
    async get(owner: Owner, id: string): Promise<Account | null> {
      const [row] = await executor
        .select()
        .from(accounts)
        .where(and(reachableBy(owner), eq(accounts.id, id)))
      return row ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<Account | null> {
      const [row] = await executor
        .select()
        .from(accounts)
        .where(and(reachableBy(owner), eq(accounts.id, id)))
        .for('update')
      return row ?? null
    },

    /** The accounts that belong to the owner's. */
    async listSubs(owner: Owner, query: PageQuery): Promise<Page<Account>> {
      const rows = await executor
        .select()
        .from(accounts)
        .where(and(belongsTo(owner), pageConditions(accounts, query)))
        .orderBy(...newestFirst(accounts))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    async update(owner: Owner, id: string, change: AccountChange | Attestation): Promise<Account | null> {
      const [row] = await executor
        .update(accounts)
        .set({ ...change, version: sql`${accounts.version} + 1`, updatedAt: new Date() })
        .where(and(reachableBy(owner), eq(accounts.id, id)))
        .returning()
      return row ?? null
    },
  }
}

const belongsTo = ({ accountId, livemode }: Owner): SQL | undefined =>
  and(eq(accounts.parentId, accountId), eq(accounts.livemode, livemode))

/** A sub-account exists in one mode only, its parent in both. */
const reachableBy = (owner: Owner): SQL | undefined =>
  or(
    belongsTo(owner),
    and(eq(accounts.id, owner.accountId), or(isNull(accounts.livemode), eq(accounts.livemode, owner.livemode))),
  )

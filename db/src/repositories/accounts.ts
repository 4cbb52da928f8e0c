import { eq } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import { accounts } from '../schema/index.ts'
import { one } from './rows.ts'

export type Account = typeof accounts.$inferSelect

export function createAccountRepository(executor: Executor) {
  return {
    async insert(name: string): Promise<Account> {
      return one(
        await executor
          .insert(accounts)
          .values({ id: newId('account'), name })
          .returning(),
      )
    },

    async get(id: string): Promise<Account | null> {
      const [row] = await executor.select().from(accounts).where(eq(accounts.id, id))
      return row ?? null
    },
  }
}

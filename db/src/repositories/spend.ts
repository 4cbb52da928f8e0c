import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { accounts, spendReservations } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type SpendReservation = typeof spendReservations.$inferSelect
export type NewSpendReservation = Pick<
  SpendReservation,
  'operationId' | 'domainId' | 'amountCents' | 'currency' | 'priceListVersion' | 'items'
>

/** What orders may come to, held against the account's ceiling in the order's own transaction. */
export function createSpendRepository(executor: Executor) {
  const byOperation = (owner: Owner, operationId: string) =>
    and(ownedBy(spendReservations, owner), eq(spendReservations.operationId, operationId))
  return {
    /**
     * Until the transaction ends nobody else reserves in the account's name, and nobody changes its ceiling. Without a ceiling there is
     * nothing to compare, so that others may reserve as well. Rows that refer to the account can still be added: a full lock would meet
     * theirs, of orders that then wait for it, in a deadlock.
     */
    async lockAccount({ accountId }: Owner): Promise<{ ceilingCents: number | null; currency: string }> {
      const { id, spendCeilingCents: ceilingCents, currency } = accounts
      const limits = () => executor.select({ ceilingCents, currency }).from(accounts)
      const [unlimited] = await limits()
        .where(and(eq(id, accountId), isNull(ceilingCents)))
        .for('share')
      return unlimited ?? one(await limits().where(eq(id, accountId)).for('no key update'))
    },

    /** What the orders of this calendar month (UTC) hold, in cents. */
    async takenThisMonth(owner: Owner): Promise<number> {
      const { taken } = one(
        await executor
          .select({ taken: sql`coalesce(sum(${spendReservations.amountCents}), 0)`.mapWith(Number) })
          .from(spendReservations)
          .where(
            and(
              ownedBy(spendReservations, owner),
              gte(spendReservations.createdAt, sql`date_trunc('month', now(), 'UTC')`),
            ),
          ),
      )
      return taken
    },

    async reserve(owner: Owner, reservation: NewSpendReservation): Promise<void> {
      await executor.insert(spendReservations).values({ id: newId('reservation'), ...owner, ...reservation })
    },

    async get(owner: Owner, operationId: string): Promise<SpendReservation | null> {
      const [row] = await executor.select().from(spendReservations).where(byOperation(owner, operationId))
      return row ?? null
    },

    /** The order was given up: only what was bought for it goes on counting, in the month in which it was placed. */
    async release(owner: Owner, operationId: string, boughtCents: number): Promise<void> {
      await executor
        .update(spendReservations)
        .set({ amountCents: boughtCents, releasedAt: new Date() })
        .where(and(byOperation(owner, operationId), isNull(spendReservations.releasedAt)))
    },
  }
}

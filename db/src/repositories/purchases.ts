import { and, eq, gte, inArray } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { PurchaseKind } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { externalEffects, purchases } from '../schema/index.ts'
import { matches, ownedBy } from './rows.ts'

export type Purchase = typeof purchases.$inferSelect
export type NewPurchase = Omit<Purchase, 'id' | 'accountId' | 'livemode' | 'createdAt'>

export interface PurchaseFilter {
  domainId?: string | undefined
  kind?: PurchaseKind | undefined
}

/** The ledger: rows are added, never changed. */
export function createPurchaseRepository(executor: Executor) {
  /** Few for each domain, and found by an index, where a domain's purchases lie scattered over all of the account's. */
  const effectsOf = (owner: Owner, domainId: string) =>
    executor
      .select({ id: externalEffects.id })
      .from(externalEffects)
      .where(and(ownedBy(externalEffects, owner), eq(externalEffects.domainId, domainId)))

  return {
    /** Belongs into the transaction that marks the effect as done. */
    async record(owner: Owner, purchase: NewPurchase): Promise<void> {
      await executor.insert(purchases).values({ id: newId('purchase'), ...owner, ...purchase })
    },

    /** Whether the vendor's thing is in the account's ledger since then. */
    async has(owner: Owner, kind: PurchaseKind, externalId: string, since: Date): Promise<boolean> {
      const rows = await executor
        .select({ id: purchases.id })
        .from(purchases)
        .where(
          and(
            ownedBy(purchases, owner),
            gte(purchases.createdAt, since),
            eq(purchases.kind, kind),
            eq(purchases.externalId, externalId),
          ),
        )
        .limit(1)
      return rows.length > 0
    },

    async ofEffects(owner: Owner, effectIds: string[]): Promise<Purchase[]> {
      if (effectIds.length === 0) return []
      return executor
        .select()
        .from(purchases)
        .where(and(ownedBy(purchases, owner), inArray(purchases.effectId, effectIds)))
    },

    async list(owner: Owner, { domainId, kind }: PurchaseFilter, query: PageQuery): Promise<Page<Purchase>> {
      const rows = await executor
        .select()
        .from(purchases)
        .where(
          and(
            ownedBy(purchases, owner),
            domainId === undefined ? undefined : inArray(purchases.effectId, effectsOf(owner, domainId)),
            matches(purchases.kind, kind),
            pageConditions(purchases, query),
          ),
        )
        .orderBy(...newestFirst(purchases))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },
  }
}

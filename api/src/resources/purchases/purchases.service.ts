import type { Db, Owner, Purchase, PurchaseFilter } from '@coldframe/db'
import { toMoney } from '../../money.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'

export function createPurchaseService({ db }: { db: Db }) {
  return {
    async list(owner: Owner, { limit, cursor, createdAfter, createdBefore, ...filter }: PurchaseFilter & PageQuery) {
      const query = toDbQuery({ limit, cursor, createdAfter, createdBefore })
      return toList(await db.purchases.list(owner, filter, query), presentPurchase)
    },
  }
}

const presentPurchase = ({ amountCents, currency, ...purchase }: Purchase) => ({
  ...purchase,
  amount: toMoney(amountCents, currency),
})

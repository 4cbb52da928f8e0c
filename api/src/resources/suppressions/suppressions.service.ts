import type { Db, Owner } from '@coldframe/db'
import { errors } from '../../errors.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'

export function createSuppressionService({ db }: { db: Db }) {
  return {
    async list(owner: Owner, query: PageQuery) {
      return toList(await db.suppressions.list(owner, toDbQuery(query)), (suppression) => suppression)
    },

    async check(owner: Owner, addresses: string[]) {
      const known = await db.suppressions.find(owner, addresses)
      return { data: addresses.map((address) => ({ address, suppression: known.get(address) ?? null })) }
    },

    async remove(owner: Owner, id: string) {
      const removed = await db.suppressions.remove(owner, id)
      if (!removed) throw errors.suppressionNotFound(id)
      return removed
    },
  }
}

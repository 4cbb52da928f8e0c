import type { Db, Owner } from '@coldframe/db'
import { errors } from '../../errors.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { SuppressionListQuery } from './suppressions.schemas.ts'

export function createSuppressionService({ db }: { db: Db }) {
  async function check(owner: Owner, addresses: string[]) {
    const known = await db.suppressions.find(owner, addresses)
    return { data: addresses.map((address) => ({ address, suppressions: known.get(address) ?? [] })) }
  }

  return {
    check,

    async create(owner: Owner, addresses: string[]) {
      const wanted = addresses.map((address) => ({ address, ...byHand }))
      const added = await db.suppressions.add(owner, wanted)
      return { added: added.length, ...(await check(owner, addresses)) }
    },

    async list(owner: Owner, query: SuppressionListQuery) {
      return toList(await db.suppressions.list(owner, query, toDbQuery(query)), (suppression) => suppression)
    },

    async get(owner: Owner, id: string) {
      const suppression = await db.suppressions.get(owner, id)
      if (!suppression) throw errors.suppressionNotFound(id)
      return suppression
    },

    async remove(owner: Owner, id: string) {
      const removed = await db.suppressions.remove(owner, id)
      if (!removed) throw errors.suppressionNotFound(id)
      return removed
    },
  }
}

const byHand = { reason: 'manual' as const, domainId: null, mailboxId: null }

import { createHash } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { suppressions } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

type Row = typeof suppressions.$inferSelect
export type Suppression = Omit<Row, 'accountId' | 'livemode' | 'key'>

export interface NewSuppression extends Pick<Row, 'recipientDomain' | 'reason' | 'domainId' | 'mailboxId'> {
  address: string
}

const { id, key, recipientDomain, reason, domainId, mailboxId, createdAt } = suppressions
const columns = { id, recipientDomain, reason, domainId, mailboxId, createdAt }

/** 128 bits of a digest tell addresses apart. Local parts may differ by case, and nobody's do. */
function keyOf({ accountId, livemode }: Owner, address: string): string {
  const text = `${accountId}/${livemode}/${address.trim().toLowerCase()}`
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

const plain = (uuid: string) => uuid.replaceAll('-', '')
const placeOf = (key: string, { domainId }: { domainId: string }) => `${key} ${domainId}`

const rowOf = (owner: Owner, { address, recipientDomain, reason, domainId, mailboxId }: NewSuppression) => ({
  ...{ id: newId('suppression'), ...owner, key: keyOf(owner, address) },
  ...{ recipientDomain, reason, domainId, mailboxId },
})

export function createSuppressionRepository(executor: Executor) {
  return {
    /** Answers those that their domains did not know yet, with the ids that they have now. Of several that are the same, the first. */
    async add<Wanted extends NewSuppression>(
      owner: Owner,
      wanted: Wanted[],
    ): Promise<{ id: string; wanted: Wanted }[]> {
      const byKey = new Map(wanted.toReversed().map((one) => [placeOf(keyOf(owner, one.address), one), one]))
      if (byKey.size === 0) return []
      // In the order of the index: two batches that share recipients never wait for each other in a circle.
      const rows = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => rowOf(owner, one))
      const added = await executor
        .insert(suppressions)
        .values(rows)
        .onConflictDoNothing()
        .returning({ id, key, domainId })
      return added.flatMap((row) => {
        const one = byKey.get(placeOf(plain(row.key), row))
        return one ? [{ id: row.id, wanted: one }] : []
      })
    },

    /** By address, as it was given; those that are not suppressed are left away. */
    async find(owner: Owner, addresses: string[]): Promise<Map<string, Suppression>> {
      if (addresses.length === 0) return new Map()
      const keys = [...new Set(addresses.map((address) => keyOf(owner, address)))]
      const rows = await executor
        .select({ key, ...columns })
        .from(suppressions)
        .where(and(ownedBy(suppressions, owner), inArray(key, keys)))
        .orderBy(desc(createdAt), desc(id))
      // The oldest of each comes last, and stays.
      const byKey = new Map(rows.map(({ key, ...row }) => [plain(key), row]))
      return new Map(
        addresses.flatMap((address) => {
          const row = byKey.get(keyOf(owner, address))
          return row ? [[address, row]] : []
        }),
      )
    },

    async list(owner: Owner, query: PageQuery): Promise<Page<Suppression>> {
      const rows = await executor
        .select(columns)
        .from(suppressions)
        .where(and(ownedBy(suppressions, owner), pageConditions(suppressions, query)))
        .orderBy(...newestFirst(suppressions))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** With what other domains know of the same recipient. */
    async remove(owner: Owner, wanted: string): Promise<Suppression | null> {
      const [row] = await executor
        .select({ key, ...columns })
        .from(suppressions)
        .where(and(ownedBy(suppressions, owner), eq(id, wanted)))
      if (!row) return null
      const { key: found, ...suppression } = row
      const gone = await executor
        .delete(suppressions)
        .where(and(ownedBy(suppressions, owner), eq(key, found)))
        .returning({ id })
      return gone.length > 0 ? suppression : null
    },

    /** Part of the transaction that added them. */
    async takeBack(owner: Owner, ids: string[]): Promise<void> {
      if (ids.length === 0) return
      await executor.delete(suppressions).where(and(ownedBy(suppressions, owner), inArray(id, ids)))
    },
  }
}

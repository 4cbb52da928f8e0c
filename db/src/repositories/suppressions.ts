import { and, eq, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { SuppressionReason } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { suppressions } from '../schema/index.ts'
import { arrayLiteral } from './array-literal.ts'
import { matches, ownedBy } from './rows.ts'
import { suppressionKeyOf as keyOf, recipientDomainOf } from './suppression-key.ts'

type Row = typeof suppressions.$inferSelect
export type Suppression = Omit<Row, 'accountId' | 'livemode' | 'key'>

export interface NewSuppression extends Pick<Row, 'reason' | 'domainId' | 'mailboxId'> {
  address: string
}

export interface SuppressionFilter {
  reason?: SuppressionReason | undefined
  domainId?: string | undefined
}

const { id, key, recipientDomain, reason, domainId, mailboxId, createdAt } = suppressions
const columns = { id, recipientDomain, reason, domainId, mailboxId, createdAt }

const plain = (uuid: string) => uuid.replaceAll('-', '')
const placeOf = (key: string, { reason, domainId }: Pick<Row, 'reason' | 'domainId'>) => `${key} ${reason} ${domainId}`

const rowOf = (owner: Owner, { address, reason, domainId, mailboxId }: NewSuppression) => ({
  ...{ id: newId('suppression'), ...owner, key: keyOf(owner, address), recipientDomain: recipientDomainOf(address) },
  ...{ reason, domainId, mailboxId },
})

export function createSuppressionRepository(executor: Executor) {
  const mine = (owner: Owner, wanted: string) => and(ownedBy(suppressions, owner), eq(id, wanted))

  return {
    /** Answers those that were not known yet for their reason and domain. Of several that are the same, the first. */
    async add<Wanted extends NewSuppression>(owner: Owner, wanted: Wanted[]): Promise<Wanted[]> {
      const places = wanted.map((one): [string, Wanted] => [placeOf(keyOf(owner, one.address), one), one])
      const byPlace = new Map(places.reverse())
      if (byPlace.size === 0) return []
      // In one order for all: two batches that share recipients never wait for each other in a circle.
      const rows = [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => rowOf(owner, one))
      const added = await executor
        .insert(suppressions)
        .values(rows)
        .onConflictDoNothing()
        .returning({ key, reason, domainId })
      return added.flatMap((row) => byPlace.get(placeOf(plain(row.key), row)) ?? [])
    },

    /** By address, as it was given: of each reason the oldest. Those that are not suppressed are left away. */
    async find(owner: Owner, addresses: string[]): Promise<Map<string, Suppression[]>> {
      if (addresses.length === 0) return new Map()
      const keys = new Map(addresses.map((address) => [address, keyOf(owner, address)]))
      const wanted = arrayLiteral([...new Set(keys.values())], (key) => key)
      const rows = await executor
        .selectDistinctOn([key, reason], { key, ...columns })
        .from(suppressions)
        .where(and(ownedBy(suppressions, owner), sql`${key} = any (${wanted}::uuid[])`))
        .orderBy(key, reason, createdAt, id)
      const byKey = Map.groupBy(rows, (row) => plain(row.key))
      const found = [...keys].map(([address, key]): [string, Suppression[]] => [
        address,
        (byKey.get(key) ?? []).map(({ key: _, ...suppression }) => suppression),
      ])
      return new Map(found.filter(([, known]) => known.length > 0))
    },

    async get(owner: Owner, wanted: string): Promise<Suppression | null> {
      const [row] = await executor.select(columns).from(suppressions).where(mine(owner, wanted))
      return row ?? null
    },

    async list(owner: Owner, filter: SuppressionFilter, query: PageQuery): Promise<Page<Suppression>> {
      const filters = and(matches(reason, filter.reason), matches(domainId, filter.domainId))
      const rows = await executor
        .select(columns)
        .from(suppressions)
        .where(and(ownedBy(suppressions, owner), filters, pageConditions(suppressions, query)))
        .orderBy(...newestFirst(suppressions))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** With what other domains know of the same recipient for the same reason. */
    async remove(owner: Owner, wanted: string): Promise<Suppression | null> {
      const [row] = await executor
        .select({ key, ...columns })
        .from(suppressions)
        .where(mine(owner, wanted))
      if (!row) return null
      const { key: found, ...suppression } = row
      const gone = await executor
        .delete(suppressions)
        .where(and(ownedBy(suppressions, owner), eq(key, found), eq(reason, row.reason)))
        .returning({ id })
      return gone.length > 0 ? suppression : null
    },
  }
}

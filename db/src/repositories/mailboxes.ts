import { and, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { MailboxStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { mailboxes } from '../schema/index.ts'
import { prepareRows } from './prepared-rows.ts'
import { matches, ownedBy } from './rows.ts'

export type Mailbox = typeof mailboxes.$inferSelect
export type NewMailbox = Pick<Mailbox, 'localPart' | 'address' | 'displayName'>
export type MailboxChange = Partial<
  Pick<
    Mailbox,
    | 'displayName'
    | 'status'
    | 'statusReason'
    | 'externalId'
    | 'licensedAt'
    | 'dailySendLimit'
    | 'ownLimit'
    | 'limitCap'
    | 'limitCapReason'
    | 'pausedBy'
    | 'metadata'
    | 'readyAt'
    | 'retiredAt'
  >
>

export interface MailboxFilter {
  domainId?: string | undefined
  status?: MailboxStatus | undefined
  address?: string | undefined
}

export function createMailboxRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(mailboxes, owner), eq(mailboxes.id, id))
  const lists = createLists(executor)
  return {
    /** Inserts those whose address is free; answers with the rows that were inserted. */
    async insert(owner: Owner, domainId: string, rows: NewMailbox[]): Promise<Mailbox[]> {
      if (rows.length === 0) return []
      return executor
        .insert(mailboxes)
        .values(rows.map((row) => ({ id: newId('mailbox'), ...owner, domainId, ...row, status: 'creating' as const })))
        .onConflictDoNothing()
        .returning()
    },

    async get(owner: Owner, id: string): Promise<Mailbox | null> {
      const [row] = await executor.select().from(mailboxes).where(byId(owner, id))
      return row ?? null
    },

    async list(owner: Owner, filter: MailboxFilter, query: PageQuery): Promise<Page<Mailbox>> {
      const { limit, after, ...times } = query
      const given = { ...filter, ...times, ...(after && { afterCreatedAt: after.createdAt, afterId: after.id }) }
      const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
      const rows = await lists.of(Object.keys(values))({ ...owner, ...values, most: limit + 1 })
      return toPage(rows, limit)
    },

    /** All that are not retired, oldest first: at most 100 a domain. */
    async ofDomain(owner: Owner, domainId: string): Promise<Mailbox[]> {
      return executor
        .select()
        .from(mailboxes)
        .where(and(ownedBy(mailboxes, owner), eq(mailboxes.domainId, domainId), isNull(mailboxes.retiredAt)))
        .orderBy(mailboxes.createdAt, mailboxes.id)
    },

    /** Null when there is no such mailbox, or when it is no longer at `version`. */
    async update(owner: Owner, id: string, change: MailboxChange, version?: number): Promise<Mailbox | null> {
      const [row] = await executor
        .update(mailboxes)
        .set({ ...change, version: sql`${mailboxes.version} + 1`, updatedAt: new Date() })
        .where(and(byId(owner, id), version === undefined ? undefined : eq(mailboxes.version, version)))
        .returning()
      return row ?? null
    },

    async updateMany(owner: Owner, ids: string[], change: MailboxChange): Promise<void> {
      if (ids.length === 0) return
      await executor
        .update(mailboxes)
        .set({ ...change, version: sql`${mailboxes.version} + 1`, updatedAt: new Date() })
        .where(and(ownedBy(mailboxes, owner), inArray(mailboxes.id, ids)))
    },

    /** Keeps the vendor's ids of mailboxes that were just made, by address, in one statement. */
    async setExternalIds(
      owner: Owner,
      domainId: string,
      made: { address: string; externalId: string }[],
    ): Promise<void> {
      if (made.length === 0) return
      const list = sql.join(
        made.map((row) => sql`(${row.address}::text, ${row.externalId}::text)`),
        sql`, `,
      )
      await executor.execute(sql`
        update ${mailboxes} set external_id = made.external_id, updated_at = now()
        from (values ${list}) as made (address, external_id)
        where ${mailboxes.address} = made.address and ${mailboxes.retiredAt} is null
          and ${mailboxes.domainId} = ${domainId} and ${ownedBy(mailboxes, owner)}`)
    },

    /** Caps what mailboxes may send a day, by mailbox; a limit that is higher now comes down with it. */
    async capLimits(owner: Owner, caps: { mailboxId: string; cap: number }[], reason: string): Promise<void> {
      if (caps.length === 0) return
      const list = sql.join(
        caps.map(({ mailboxId, cap }) => sql`(${mailboxId}::text, ${cap}::int)`),
        sql`, `,
      )
      await executor.execute(sql`
        update ${mailboxes} set limit_cap = caps.cap, limit_cap_reason = ${reason},
          daily_send_limit = least(daily_send_limit, caps.cap), version = version + 1, updated_at = now()
        from (values ${list}) as caps (id, cap)
        where ${mailboxes.id} = caps.id and ${ownedBy(mailboxes, owner)} and ${mailboxes.retiredAt} is null
          and ${mailboxes.limitCap} is distinct from caps.cap`)
    },

    /** Lifts the caps that `reason` has set. The ramp raises the limits again. */
    async liftCaps(owner: Owner, domainId: string, reason: string): Promise<void> {
      await executor
        .update(mailboxes)
        .set({ limitCap: null, limitCapReason: null, updatedAt: new Date() })
        .where(and(ownedBy(mailboxes, owner), eq(mailboxes.domainId, domainId), eq(mailboxes.limitCapReason, reason)))
    },
  }
}

/** Mailboxes are what is listed most: one statement for each set of filters, built and planned once a connection. */
function createLists(executor: Executor) {
  const prepare = (names: string[]) => {
    const place = (name: string) => (names.includes(name) ? sql.placeholder(name) : undefined)
    const [createdAt, id] = [place('afterCreatedAt'), place('afterId')]
    const statement = executor
      .select()
      .from(mailboxes)
      .where(
        and(
          ownedBy(mailboxes, { accountId: sql.placeholder('accountId'), livemode: sql.placeholder('livemode') }),
          matches(mailboxes.domainId, place('domainId')),
          matches(mailboxes.status, place('status')),
          matches(mailboxes.address, place('address')),
          pageConditions(mailboxes, {
            after: createdAt && id && { createdAt, id },
            createdAfter: place('createdAfter'),
            createdBefore: place('createdBefore'),
          }),
        ),
      )
      .orderBy(...newestFirst(mailboxes))
      .limit(sql.placeholder('most'))
    return prepareRows(executor, {
      name: ['mailbox_list', ...names].join('_'),
      columns: getTableColumns(mailboxes),
      statement,
    })
  }
  const prepared = new Map<string, ReturnType<typeof prepare>>()
  return {
    of(names: string[]) {
      const key = names.sort().join()
      const known = prepared.get(key) ?? prepare(names)
      prepared.set(key, known)
      return known
    },
  }
}

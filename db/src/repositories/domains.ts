import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { DomainHealth, DomainStatus, Provider, Residency } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { domains, mailboxes, operations, tenants } from '../schema/index.ts'
import { matches, ownedBy } from './rows.ts'

export type Domain = typeof domains.$inferSelect
export type NewDomain = Pick<
  Domain,
  'name' | 'brandDomain' | 'provider' | 'residency' | 'registration' | 'dnsMode' | 'metadata'
> &
  Partial<Pick<Domain, 'rotationPolicy' | 'isSpare' | 'fleetId'>>
export type DomainChange = Partial<
  Pick<
    Domain,
    | 'status'
    | 'statusReason'
    | 'health'
    | 'metadata'
    | 'rotationPolicy'
    | 'isSpare'
    | 'fleetId'
    | 'nameservers'
    | 'readyAt'
    | 'retiredAt'
    | 'releasedAt'
  >
>

export interface DomainFilter {
  status?: DomainStatus | undefined
  health?: DomainHealth | undefined
  provider?: Provider | undefined
  residency?: Residency | undefined
  name?: string | undefined
  fleetId?: string | undefined
}

/** What a domain's reader wants to know beside its own row. */
export interface DomainSummary {
  tenantId: string | null
  mailboxCount: number
  operationId: string | null
}

const MOST_NAMES = 5_000

export function createDomainRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(domains, owner), eq(domains.id, id))
  return {
    /** Null when the name is held, by whomever; waits for the end of a transaction that is about to hold it. */
    async insert(owner: Owner, domain: NewDomain): Promise<Domain | null> {
      const values = { id: newId('domain'), ...owner, ...domain, status: 'provisioning' as const }
      const [row] = await executor.insert(domains).values(values).onConflictDoNothing().returning()
      return row ?? null
    },

    async get(owner: Owner, id: string): Promise<Domain | null> {
      const [row] = await executor.select().from(domains).where(byId(owner, id))
      return row ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<Domain | null> {
      const [row] = await executor.select().from(domains).where(byId(owner, id)).for('update')
      return row ?? null
    },

    /** Who holds a name in this mode, whatever the account: names are unique in the world. */
    async findHolder(livemode: boolean, name: string): Promise<{ id: string; accountId: string } | null> {
      const [row] = await executor
        .select({ id: domains.id, accountId: domains.accountId })
        .from(domains)
        .where(and(eq(domains.livemode, livemode), eq(domains.name, name), isNull(domains.releasedAt)))
      return row ?? null
    },

    /** Which of the names the account ever ordered, for whatever brand. */
    async orderedAmong(owner: Owner, names: string[]): Promise<string[]> {
      const rows = await executor
        .selectDistinct({ name: domains.name })
        .from(domains)
        .where(and(ownedBy(domains, owner), inArray(domains.name, names)))
      return rows.map(({ name }) => name)
    },

    /** Every name that the account ever ordered for a brand, whatever became of it; the newest, when they are more. */
    async namesOfBrand(owner: Owner, brandDomain: string): Promise<string[]> {
      const rows = await executor
        .select({ name: domains.name })
        .from(domains)
        .where(and(ownedBy(domains, owner), eq(domains.brandDomain, brandDomain)))
        .orderBy(...newestFirst(domains))
        .limit(MOST_NAMES)
      return rows.map(({ name }) => name)
    },

    async list(owner: Owner, filter: DomainFilter, query: PageQuery): Promise<Page<Domain>> {
      const rows = await executor
        .select()
        .from(domains)
        .where(
          and(
            ownedBy(domains, owner),
            matches(domains.status, filter.status),
            matches(domains.health, filter.health),
            matches(domains.provider, filter.provider),
            matches(domains.residency, filter.residency),
            matches(domains.name, filter.name),
            matches(domains.fleetId, filter.fleetId),
            pageConditions(domains, query),
          ),
        )
        .orderBy(...newestFirst(domains))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** Null when there is no such domain, or when it is no longer at `version`. */
    async update(owner: Owner, id: string, change: DomainChange, version?: number): Promise<Domain | null> {
      const [row] = await executor
        .update(domains)
        .set({ ...change, version: sql`${domains.version} + 1`, updatedAt: new Date() })
        .where(and(byId(owner, id), version === undefined ? undefined : eq(domains.version, version)))
        .returning()
      return row ?? null
    },

    /** What a look at DNS found is no change of the domain: its version stays. */
    async noteDnsCheck(owner: Owner, id: string, check: Pick<Domain, 'spf' | 'dnsCheckedAt'>): Promise<void> {
      await executor.update(domains).set(check).where(byId(owner, id))
    },

    /** One entry per id, in three statements however many ids. */
    async summaries(owner: Owner, ids: string[]): Promise<Map<string, DomainSummary>> {
      const summaries = new Map<string, DomainSummary>(
        ids.map((id) => [id, { tenantId: null, mailboxCount: 0, operationId: null }]),
      )
      if (ids.length === 0) return summaries
      const tenantRows = await executor
        .select({ id: tenants.id, domainId: tenants.domainId })
        .from(tenants)
        .where(and(ownedBy(tenants, owner), inArray(tenants.domainId, ids)))
      const mailboxRows = await executor
        .select({ domainId: mailboxes.domainId, count: count() })
        .from(mailboxes)
        .where(and(ownedBy(mailboxes, owner), inArray(mailboxes.domainId, ids), isNull(mailboxes.retiredAt)))
        .groupBy(mailboxes.domainId)
      const operationRows = await executor
        .selectDistinctOn([operations.domainId], { id: operations.id, domainId: operations.domainId })
        .from(operations)
        .where(and(ownedBy(operations, owner), inArray(operations.domainId, ids)))
        .orderBy(operations.domainId, ...newestFirst(operations))
      for (const row of tenantRows) Object.assign(summaries.get(row.domainId) ?? {}, { tenantId: row.id })
      for (const row of mailboxRows) Object.assign(summaries.get(row.domainId) ?? {}, { mailboxCount: row.count })
      for (const row of operationRows) Object.assign(summaries.get(row.domainId) ?? {}, { operationId: row.id })
      return summaries
    },
  }
}

import { and, count, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, type Position, pageConditions, toPage } from '../page.ts'
import {
  dnsRecords,
  domains,
  mailboxes,
  mailProofs,
  operationSteps,
  operations,
  tenants,
  verdictStates,
} from '../schema/index.ts'
import type { DnsRecord } from './dns-records.ts'
import type { Domain, DomainSummary } from './domains.ts'
import type { Mailbox, MailboxFilter } from './mailboxes.ts'
import type { Operation, OperationFilter, OperationStep } from './operations.ts'
import { prepareRows } from './prepared-rows.ts'
import type { MailProof } from './proofs.ts'
import { matches, ownedBy } from './rows.ts'
import type { Tenant } from './tenants.ts'
import type { VerdictState } from './verdicts.ts'

export interface DomainDns {
  domain: Domain
  records: DnsRecord[]
  proof: MailProof | null
}

export interface JudgedDomain {
  domain: Domain
  state: VerdictState | null
}

/** What belongs to many things, each in one statement however many they are. What is not the owner's is left away. */
export function createRelatedRepository(executor: Executor) {
  let prepared: ReturnType<typeof prepareDomains> | null = null
  const domainsByIds = () => {
    prepared ??= prepareDomains(executor)
    return prepared
  }
  const owned = (owner: Owner, ids: string[]) => and(ownedBy(domains, owner), inArray(domains.id, ids))
  const wantedDomains = (owner: Owner, ids: string[]) =>
    executor.select({ id: domains.id }).from(domains).where(owned(owner, ids)).as('wanted')

  return {
    async domains(owner: Owner, ids: string[]): Promise<Domain[]> {
      return domainsByIds()({ ...owner, ids })
    },

    /** With what is counted and looked up for each. */
    async summarisedDomains(owner: Owner, ids: string[]): Promise<(Domain & DomainSummary)[]> {
      const living = executor
        .select({ count: count().as('living') })
        .from(mailboxes)
        .where(and(ownedBy(mailboxes, owner), eq(mailboxes.domainId, domains.id), isNull(mailboxes.retiredAt)))
        .as('living')
      const newest = executor
        .select({ id: operations.id })
        .from(operations)
        .where(and(ownedBy(operations, owner), eq(operations.domainId, domains.id)))
        .orderBy(...newestFirst(operations))
        .limit(1)
        .as('newest')
      const rows = await executor
        .select({ domain: domains, tenantId: tenants.id, mailboxCount: living.count, operationId: newest.id })
        .from(domains)
        .leftJoin(tenants, and(ownedBy(tenants, owner), eq(tenants.domainId, domains.id)))
        .crossJoinLateral(living)
        .leftJoinLateral(newest, sql`true`)
        .where(owned(owner, ids))
      return rows.map(({ domain, ...summary }) => ({ ...domain, ...summary }))
    },

    async tenants(owner: Owner, ids: string[]): Promise<Tenant[]> {
      return executor
        .select()
        .from(tenants)
        .where(and(ownedBy(tenants, owner), inArray(tenants.id, ids)))
    },

    async operations(owner: Owner, ids: string[]): Promise<Operation[]> {
      const rows = await executor
        .select({ operation: operations, step: operationSteps })
        .from(operations)
        .leftJoin(operationSteps, eq(operationSteps.operationId, operations.id))
        .where(and(ownedBy(operations, owner), inArray(operations.id, ids)))
        .orderBy(operationSteps.position)
      return withSteps(rows)
    },

    /** Each with its newest verdict, null for a domain that was never judged. */
    async verdicts(owner: Owner, domainIds: string[]): Promise<JudgedDomain[]> {
      return executor
        .select({ domain: domains, state: verdictStates })
        .from(domains)
        .leftJoin(verdictStates, and(ownedBy(verdictStates, owner), eq(verdictStates.domainId, domains.id)))
        .where(owned(owner, domainIds))
    },

    /** With the records and the proof of each. */
    async dns(owner: Owner, domainIds: string[]): Promise<DomainDns[]> {
      const rows = await executor
        .select({ domain: domains, record: dnsRecords, proof: mailProofs })
        .from(domains)
        .leftJoin(dnsRecords, and(ownedBy(dnsRecords, owner), eq(dnsRecords.domainId, domains.id)))
        .leftJoin(mailProofs, and(ownedBy(mailProofs, owner), eq(mailProofs.domainId, domains.id)))
        .where(owned(owner, domainIds))
        .orderBy(dnsRecords.id)
      return [...Map.groupBy(rows, ({ domain }) => domain.id).values()].flatMap((group) =>
        group.slice(0, 1).map(({ domain, proof }) => ({
          domain,
          proof,
          records: group.flatMap(({ record }) => record ?? []),
        })),
      )
    },

    /** A page of each domain. */
    async mailboxesOfDomains(
      owner: Owner,
      domainIds: string[],
      filter: Omit<MailboxFilter, 'domainId'>,
      query: PageQuery,
    ): Promise<Map<string, Page<Mailbox>>> {
      const wanted = wantedDomains(owner, domainIds)
      const page = executor
        .select()
        .from(mailboxes)
        .where(
          and(
            ownedBy(mailboxes, owner),
            eq(mailboxes.domainId, wanted.id),
            matches(mailboxes.status, filter.status),
            matches(mailboxes.address, filter.address),
            pageConditions(mailboxes, query),
          ),
        )
        .orderBy(...newestFirst(mailboxes))
        .limit(query.limit + 1)
        .as('page')
      const rows = await executor
        .select()
        .from(wanted)
        .crossJoinLateral(page)
        .orderBy(...newestFirst(page))
      const found = rows.map((row) => row.page)
      return toPages(found, domainIds, query.limit)
    },

    /** A page of each domain, with the steps of each operation. */
    async operationsOfDomains(
      owner: Owner,
      domainIds: string[],
      filter: Omit<OperationFilter, 'domainId'>,
      query: PageQuery,
    ): Promise<Map<string, Page<Operation>>> {
      const wanted = wantedDomains(owner, domainIds)
      const page = executor
        .select()
        .from(operations)
        .where(
          and(
            ownedBy(operations, owner),
            eq(operations.domainId, wanted.id),
            matches(operations.status, filter.status),
            matches(operations.kind, filter.kind),
            pageConditions(operations, query),
          ),
        )
        .orderBy(...newestFirst(operations))
        .limit(query.limit + 1)
        .as('page')
      const rows = await executor
        .select()
        .from(wanted)
        .crossJoinLateral(page)
        .leftJoin(operationSteps, eq(operationSteps.operationId, page.id))
        .orderBy(...newestFirst(page), operationSteps.position)
      const found = withSteps(rows.map(({ page, operation_steps: step }) => ({ operation: page, step })))
      return toPages(found, domainIds, query.limit)
    },
  }
}

/** What lists lead to most: planned once a connection. */
const prepareDomains = (executor: Executor) =>
  prepareRows(executor, {
    name: 'related_domains',
    columns: getTableColumns(domains),
    statement: executor
      .select()
      .from(domains)
      .where(
        and(
          ownedBy(domains, { accountId: sql.placeholder('accountId'), livemode: sql.placeholder('livemode') }),
          sql`${domains.id} = any(${sql.placeholder('ids')})`,
        ),
      ),
  })

interface OperationRow {
  operation: Omit<Operation, 'steps'>
  step: OperationStep | null
}

/** One row for each step becomes one operation with its steps, in the order of the rows. */
const withSteps = (rows: OperationRow[]): Operation[] =>
  [...Map.groupBy(rows, ({ operation }) => operation.id).values()].flatMap((group) =>
    group.slice(0, 1).map(({ operation }) => ({ ...operation, steps: group.flatMap(({ step }) => step ?? []) })),
  )

/** Those who have none get an empty page. */
function toPages<Row extends Position & { domainId: string }>(
  rows: Row[],
  domainIds: string[],
  limit: number,
): Map<string, Page<Row>> {
  const byDomain = Map.groupBy(rows, ({ domainId }) => domainId)
  return new Map(domainIds.map((id) => [id, toPage(byDomain.get(id) ?? [], limit)]))
}

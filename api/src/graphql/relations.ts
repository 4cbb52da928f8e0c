import { toDbQuery, toList } from '../paging.ts'
import { presentDns } from '../resources/dns/dns.service.ts'
import { presentDomain } from '../resources/domains/present-domain.ts'
import { presentHealth } from '../resources/health/health.service.ts'
import { MailboxListQuery } from '../resources/mailboxes/mailboxes.schemas.ts'
import { presentMailbox } from '../resources/mailboxes/mailboxes.service.ts'
import { OperationListQuery } from '../resources/operations/operations.schemas.ts'
import { presentOperation } from '../resources/operations/present-operation.ts'
import { many, one, type Relation } from './relation.ts'

/** What of a domain is not in its own row: to count mailboxes costs more than all the rest. */
const ofSummary = ['mailboxCount', 'tenantId', 'tenant', 'operationId', 'operation']

/** Fields that lead from one thing to others: they are GraphQL's alone, as REST has ids in their place. */
export const relations: Relation[] = [
  one({
    on: ['Mailbox', 'ChangedMailbox', 'Operation', 'Tenant', 'Dns', 'Purchase', 'Rotation'],
    field: 'domain',
    description: 'The domain that it belongs to.',
    operation: 'domains.get',
    by: 'domainId',
    async load(tx, owner, ids, _, wanted) {
      const isSummarised = ofSummary.some((name) => wanted.has(name))
      if (isSummarised) {
        const summarised = await tx.related.summarisedDomains(owner, ids)
        const summaries = new Map(summarised.map((domain) => [domain.id, domain]))
        return new Map(summarised.map((domain) => [domain.id, presentDomain(domain, summaries)]))
      }
      const domains = await tx.related.domains(owner, ids)
      const none = new Map()
      return new Map(domains.map((domain) => [domain.id, presentDomain(domain, none)]))
    },
  }),

  one({
    on: ['Domain', 'ChangedMailbox', 'MailboxResults'],
    field: 'operation',
    description: 'The operation that `operationId` names.',
    operation: 'operations.get',
    by: 'operationId',
    async load(tx, owner, ids) {
      const operations = await tx.related.operations(owner, ids)
      return new Map(operations.map((operation) => [operation.id, presentOperation(operation)]))
    },
  }),

  one({
    on: ['Domain'],
    field: 'tenant',
    description: 'Its organisation at the mailbox provider; null until there is one.',
    operation: 'tenants.get',
    by: 'tenantId',
    async load(tx, owner, ids) {
      const tenants = await tx.related.tenants(owner, ids)
      return new Map(tenants.map((tenant) => [tenant.id, tenant]))
    },
  }),

  one({
    on: ['Domain'],
    field: 'dnsStatus',
    description: 'What DNS answered when it was last asked.',
    operation: 'dns.get',
    by: 'id',
    async load(tx, owner, ids) {
      const all = await tx.related.dns(owner, ids)
      return new Map(all.map(({ domain, records, proof }) => [domain.id, presentDns(domain, records, proof)]))
    },
  }),

  one({
    on: ['Domain'],
    field: 'verdict',
    description: 'Its health with all that it rests on.',
    operation: 'health.get',
    by: 'id',
    async load(tx, owner, ids) {
      const all = await tx.related.verdicts(owner, ids)
      return new Map(all.map((judged) => [judged.domain.id, presentHealth(judged)]))
    },
  }),

  many({
    on: ['Domain'],
    field: 'mailboxes',
    description: 'Its mailboxes.',
    operation: 'mailboxes.list',
    by: 'id',
    filter: 'domainId',
    query: MailboxListQuery,
    async load(tx, owner, domainIds, { address, status, domainId: _, ...paging }) {
      const filter = { status, address: address?.toLowerCase() }
      const pages = await tx.related.mailboxesOfDomains(owner, domainIds, filter, toDbQuery(paging))
      return new Map([...pages].map(([id, page]) => [id, toList(page, presentMailbox)]))
    },
  }),

  many({
    on: ['Domain'],
    field: 'operations',
    description: 'The operations on it.',
    operation: 'operations.list',
    by: 'id',
    filter: 'domainId',
    query: OperationListQuery,
    async load(tx, owner, domainIds, { status, kind, domainId: _, ...paging }) {
      const pages = await tx.related.operationsOfDomains(owner, domainIds, { status, kind }, toDbQuery(paging))
      return new Map([...pages].map(([id, page]) => [id, toList(page, presentOperation)]))
    },
  }),
]

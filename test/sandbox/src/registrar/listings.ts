import { soldTlds } from '../dns/names.ts'
import { registrarErrors } from './errors.ts'
import {
  ListDomainsInput,
  ListOperationsInput,
  ListPricesInput,
  OperationInput,
  parseInput,
  takePage,
} from './inputs.ts'
import type { Jobs } from './jobs.ts'
import type { RegisteredDomain, Registry } from './registry.ts'

export function operationDetail(jobs: Jobs, body: unknown) {
  const { OperationId } = parseInput(OperationInput, body)
  const job = jobs.get(OperationId)
  if (!job) throw registrarErrors.invalidInput(`Operation ${OperationId} not found`)
  return jobs.describe(job)
}

export function listOperations(jobs: Jobs, body: unknown) {
  const input = parseInput(ListOperationsInput, body)
  const found = jobs
    .list()
    .map(jobs.describe)
    .filter(
      (job) =>
        job.SubmittedDate >= (input.SubmittedSince ?? 0) &&
        (input.Status?.includes(job.Status) ?? true) &&
        (input.Type?.includes(job.Type) ?? true),
    )
    .sort((left, right) => left.SubmittedDate - right.SubmittedDate)
  const { items, ...next } = takePage(input.SortOrder === 'DESC' ? found.reverse() : found, input)
  return { Operations: items, ...next }
}

export function listDomains(registry: Registry, body: unknown) {
  const input = parseInput(ListDomainsInput, body)
  const found = registry
    .list()
    .filter(({ registrar }) => registrar === 'ours')
    .filter((domain) => input.FilterConditions.every((condition) => meets(domain, condition)))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
  if (input.SortCondition?.Name === 'Expiry') found.sort((left, right) => left.expiresAt - right.expiresAt)
  const { items, ...next } = takePage(input.SortCondition?.SortOrder === 'DESC' ? found.reverse() : found, input)
  return { Domains: items.map(domainSummary), ...next }
}

function meets(domain: RegisteredDomain, condition: { Name: string; Operator: string; Values: string[] }) {
  const [value = ''] = condition.Values
  if (condition.Name === 'DomainName') return domain.name.startsWith(value.toLowerCase())
  const expiry = domain.expiresAt / 1_000
  return condition.Operator === 'LE' ? expiry <= Number(value) : expiry >= Number(value)
}

const domainSummary = (domain: RegisteredDomain) => ({
  DomainName: domain.name,
  AutoRenew: domain.autoRenew,
  TransferLock: false,
  Expiry: domain.expiresAt / 1_000,
})

export const domainDetail = (domain: RegisteredDomain) => ({
  DomainName: domain.name,
  Nameservers: domain.nameservers.map((Name) => ({ Name, GlueIps: [] })),
  AutoRenew: domain.autoRenew,
  AdminPrivacy: true,
  RegistrantPrivacy: true,
  TechPrivacy: true,
  RegistrarName: 'Sandbox Registrar',
  CreationDate: domain.createdAt / 1_000,
  UpdatedDate: domain.updatedAt / 1_000,
  ExpirationDate: domain.expiresAt / 1_000,
  StatusList: ['ok'],
})

export function listPrices(body: unknown) {
  const input = parseInput(ListPricesInput, body)
  if (input.Tld !== undefined && !soldTlds.includes(input.Tld)) throw registrarErrors.unsupportedTld(input.Tld)
  const { items, ...next } = takePage(input.Tld === undefined ? soldTlds : [input.Tld], input)
  return { Prices: items.map(priceOf), ...next }
}

function priceOf(tld: string) {
  const price = { Price: tld === 'com' ? 14 : 20, Currency: 'USD' }
  return { Name: tld, RegistrationPrice: price, TransferPrice: price, RenewalPrice: price }
}

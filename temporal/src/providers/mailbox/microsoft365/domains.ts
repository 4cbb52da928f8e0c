import { z } from 'zod'
import { isProviderError, ProviderError } from '../../errors.ts'
import type { MailboxProvider } from '../mailbox-provider.ts'
import type { GraphSession } from './graph.ts'
import { DomainDnsRecords, toMailRecords, toVerificationRecord } from './records.ts'

const Domain = z.object({ id: z.string(), isVerified: z.boolean() })
type Domain = z.output<typeof Domain>

type DomainCalls = Pick<MailboxProvider, 'addDomain' | 'verificationRecord' | 'verifyDomain' | 'mailRecords'>

/** https://learn.microsoft.com/graph/api/resources/domain */
export function createDomains(graphFor: (tenantId: string) => GraphSession): DomainCalls {
  async function find(tenantId: string, domain: string): Promise<Domain | null> {
    try {
      return await graphFor(tenantId).json(Domain, { operation: 'getDomain', method: 'GET', path: pathOf(domain) })
    } catch (error) {
      if (isProviderError(error, 'not_found')) return null
      throw error
    }
  }

  async function addDomain(tenantId: string, domain: string): Promise<void> {
    if (await find(tenantId, domain)) return
    const call = { operation: 'addDomain', method: 'POST', path: '/domains', body: { id: domain } } as const
    await graphFor(tenantId)
      .request(call)
      .catch((error) => {
        // Another try of ours was first. A domain of another tenant is accepted here and refused when it is verified.
        if (!isProviderError(error, 'conflict')) throw error
      })
  }

  async function verificationRecord(tenantId: string, domain: string) {
    const path = `${pathOf(domain)}/verificationDnsRecords`
    const call = { operation: 'verificationDnsRecords', method: 'GET', path } as const
    const record = toVerificationRecord(await graphFor(tenantId).json(DomainDnsRecords, call))
    if (record) return record
    throw pending('verificationDnsRecords', `no TXT record for ${domain} yet`)
  }

  async function verifyDomain(tenantId: string, domain: string): Promise<void> {
    const current = await find(tenantId, domain)
    if (current?.isVerified) return
    const path = `${pathOf(domain)}/verify`
    const call = { operation: 'verifyDomain', method: 'POST', path } as const
    await graphFor(tenantId)
      .request(call)
      .catch((error) => {
        const isVerifiedAlready = isProviderError(error, 'conflict') && /already verified/i.test(error.message)
        if (!isVerifiedAlready) throw error
      })
  }

  async function mailRecords(tenantId: string, domain: string) {
    const graph = graphFor(tenantId)
    // Records of a service are listed only once the domain is meant for it.
    const body = { supportedServices: ['Email'] }
    await graph.request({ operation: 'useDomainForEmail', method: 'PATCH', path: pathOf(domain), body })
    const path = `${pathOf(domain)}/serviceConfigurationRecords`
    const call = { operation: 'serviceConfigurationRecords', method: 'GET', path } as const
    const records = toMailRecords(await graph.json(DomainDnsRecords, call))
    if (records.some((record) => record.purpose === 'mx')) return records
    throw pending('serviceConfigurationRecords', `no MX record for ${domain} yet`)
  }

  return {
    addDomain,
    verificationRecord: (tenantId, domain) => onAllReplicas(verificationRecord(tenantId, domain)),
    verifyDomain: (tenantId, domain) => onAllReplicas(verifyDomain(tenantId, domain)),
    mailRecords: (tenantId, domain) => onAllReplicas(mailRecords(tenantId, domain)),
  }
}

/** A replica of the directory that has not seen the added domain yet answers 404. */
function onAllReplicas<T>(call: Promise<T>): Promise<T> {
  return call.catch((error) => {
    throw isProviderError(error, 'not_found') ? pending('getDomain', error.message) : error
  })
}

const pathOf = (domain: string) => `/domains/${encodeURIComponent(domain)}`

function pending(operation: string, message: string): ProviderError {
  return new ProviderError({
    provider: 'graph',
    kind: 'pending',
    code: 'not_there_yet',
    message: `${operation}: ${message}`,
  })
}

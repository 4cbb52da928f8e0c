import { createHash } from 'node:crypto'
import type { TenantDomain } from '../state/domains.ts'

/** The same record of the same domain keeps its id. */
function recordId(domain: TenantDomain, purpose: string) {
  const hex = createHash('sha256').update(`${domain.tenantId} ${domain.name} ${purpose}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-b${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function record(domain: TenantDomain, type: 'Txt' | 'Mx' | 'CName', label: string, own: object) {
  return {
    '@odata.type': `#microsoft.graph.domainDns${type === 'CName' ? 'Cname' : type}Record`,
    id: recordId(domain, `${type} ${JSON.stringify(own)}`),
    isOptional: false,
    label,
    recordType: type,
    supportedService: 'Email',
    ttl: 3600,
    ...own,
  }
}

/** Two alternatives: one of them is enough. */
export const verificationRecords = (domain: TenantDomain) =>
  domain.isInitial
    ? []
    : [
        record(domain, 'Txt', domain.name, { text: `MS=${domain.verificationCode}` }),
        record(domain, 'Mx', domain.name, {
          mailExchange: `${domain.verificationCode}.msv1.invalid`,
          preference: 32_767,
        }),
      ]

export const serviceRecords = (domain: TenantDomain) =>
  domain.isInitial || !domain.isVerified || !domain.supportedServices.includes('Email')
    ? []
    : [
        record(domain, 'Mx', domain.name, { mailExchange: domain.mailExchange, preference: 0 }),
        record(domain, 'Txt', domain.name, { text: 'v=spf1 include:spf.protection.outlook.com -all' }),
        record(domain, 'CName', `autodiscover.${domain.name}`, { canonicalName: 'autodiscover.outlook.com' }),
      ]

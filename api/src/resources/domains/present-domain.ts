import { domainToUnicode } from 'node:url'
import type { Domain, DomainSummary } from '@coldframe/db'

const nothing: DomainSummary = { tenantId: null, mailboxCount: 0, operationId: null }

/** The domain as callers see it. */
export function presentDomain({ dnsMode, isSpare, ...domain }: Domain, summaries: Map<string, DomainSummary>) {
  return {
    ...domain,
    ...(summaries.get(domain.id) ?? nothing),
    unicodeName: domain.name.includes('xn--') ? domainToUnicode(domain.name) : domain.name,
    dns: dnsMode,
    spare: isSpare,
  }
}

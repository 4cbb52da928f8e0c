import type { WantedRecord } from '../providers/mailbox/mailbox-provider.ts'

const TTL_SECONDS = 3600

/**
 * The DMARC record of a sending domain (RFC 7489 section 6.3). Nobody but its tenant sends from a dedicated domain, so what
 * does not pass is forged: `quarantine`, the mildest policy that says so.
 */
export function dmarcRecord(domain: string, reportAddress: string | undefined): WantedRecord {
  const tags = ['v=DMARC1', 'p=quarantine', ...(reportAddress ? [`rua=mailto:${reportAddress}`] : [])]
  return { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: tags.join('; '), ttlSeconds: TTL_SECONDS }
}

/**
 * What lets an address outside of the domain get its reports (RFC 7489 section 7.1), in the zone of that address; null where it lies
 * inside, which needs none.
 */
export function reportAuthorization(domain: string, reportAddress: string | undefined): WantedRecord | null {
  const host = reportAddress?.slice(reportAddress.lastIndexOf('@') + 1).toLowerCase()
  if (!host || host === domain || host.endsWith(`.${domain}`)) return null
  const name = `${domain}._report._dmarc.${host}`
  return { purpose: 'report_authorization', type: 'TXT', name, value: 'v=DMARC1', ttlSeconds: TTL_SECONDS }
}

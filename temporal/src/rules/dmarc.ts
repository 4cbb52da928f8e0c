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

import type { DnsRecord } from '@coldframe/db'
import type { DnsLookup } from './providers/dns/dns-lookup.ts'
import { countSpfLookups } from './providers/dns/spf-lookups.ts'
import { judgeRecord } from './rules/record-status.ts'

export interface DnsCheck {
  records: Pick<DnsRecord, 'id' | 'observed' | 'status' | 'explanation'>[]
  /** Null when the SPF record could not be walked. */
  spf: { lookups: number; voidLookups: number } | null
}

/** Asks the domain's own name servers for each wanted record, now, and judges what they answer. */
export async function checkDns(lookup: DnsLookup, domain: string, records: DnsRecord[]): Promise<DnsCheck> {
  const [judged, spf] = await Promise.all([
    Promise.all(
      records.map(async (record) => ({
        id: record.id,
        ...judgeRecord(record, await lookup.observe(domain, record.name, record.type)),
      })),
    ),
    countSpfLookups(lookup, domain),
  ])
  return { records: judged, spf }
}

import { spf } from 'mailauth'
import type { DnsLookup } from './dns-lookup.ts'

/** An address that no SPF record names (RFC 5737), so that the whole record is walked. */
const STRANGER = '203.0.113.1'

/** How many DNS lookups a receiver needs for the domain's SPF record; null when it has none, or DNS could not be asked. */
export async function countSpfLookups(
  lookup: DnsLookup,
  domain: string,
): Promise<{ lookups: number; voidLookups: number } | null> {
  const result = await spf({
    ip: STRANGER,
    sender: `postmaster@${domain}`,
    helo: domain,
    resolver: lookup.resolve,
    strict: true,
  })
  if (result.status.result === 'none' || result.status.result === 'temperror') return null
  return { lookups: result.lookups?.count ?? 0, voidLookups: result.lookups?.void ?? 0 }
}

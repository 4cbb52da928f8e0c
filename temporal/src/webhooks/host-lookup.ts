import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { WebhookUrlError } from './webhook-url-error.ts'

/** Finds all addresses of a host. Throws a WebhookUrlError when there is none. */
export type HostLookup = (host: string) => Promise<string[]>

const TOTAL_MS = 3_000
const QUESTION_MS = 1_000
/** NXDOMAIN and NODATA (RFC 2308), and names that cannot be asked for. */
const negative = ['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EBADQUERY']

/** Asks DNS only, never a hosts file, and for a bounded time. `servers`: `address[:port]`; the system's when empty. */
export function createHostLookup({ servers, totalMs = TOTAL_MS }: { servers: string[]; totalMs?: number }): HostLookup {
  return async (host) => {
    const name = host.replace(/\.$/, '').toLowerCase()
    if (isIP(name)) return [name]
    // Never asked for in DNS (RFC 6761 section 6.3).
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1']
    return askDns(name, servers, totalMs)
  }
}

/** A resolver of its own for each question, as c-ares keeps answers for as long as their TTL. */
async function askDns(name: string, servers: string[], totalMs: number): Promise<string[]> {
  const resolver = new Resolver({ timeout: QUESTION_MS, tries: 2, maxTimeout: QUESTION_MS })
  if (servers.length > 0) resolver.setServers(servers)
  const patience = setTimeout(() => resolver.cancel(), totalMs)
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  clearTimeout(patience)
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length > 0) return addresses
  const isAnswered = answers.every((answer) => answer.status === 'rejected' && negative.includes(answer.reason?.code))
  throw new WebhookUrlError(isAnswered ? 'host_not_found' : 'host_lookup_failed')
}

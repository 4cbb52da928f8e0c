import { Resolver } from 'node:dns/promises'
import { isIPv6 } from 'node:net'
import type { RecordType } from '@coldframe/db'
import type { DNSResolver } from 'mailauth'
import { z } from 'zod'
import { ProviderError } from '../errors.ts'
import type { DnsLookup, Observation } from './dns-lookup.ts'

interface DnsLookupDeps {
  /** `address[:port]`; the system's own when empty. */
  resolvers: string[]
  /** Port on which authoritative servers are asked. */
  port: number
  timeoutMs?: number
}

/** A domain has up to a dozen name servers; where none of the first few answers, the others hardly will. */
const MOST_SERVERS = 4
/** No further server is asked after this. */
const PATIENCE_MS = 10_000

/** mailauth's type tells of lists of strings only, though it reads Node's objects of an MX answer. */
const Answers = z.custom<Awaited<ReturnType<DNSResolver>>>(Array.isArray)

/** Looks up DNS with c-ares, which repeats a truncated answer over TCP (RFC 7766). */
export function createDnsLookup({ resolvers, port, timeoutMs = 2000 }: DnsLookupDeps): DnsLookup {
  /** A new one for each question, as c-ares keeps answers for as long as their TTL. */
  function resolverAt(servers: string[]): Resolver {
    const resolver = new Resolver({ timeout: timeoutMs, tries: 2, maxTimeout: timeoutMs })
    if (servers.length > 0) resolver.setServers(servers)
    return resolver
  }

  async function findNameservers(domain: string): Promise<string[]> {
    try {
      return (await resolverAt(resolvers).resolveNs(domain)).map(hostName).sort()
    } catch (error) {
      if (isNegative(error)) return []
      throw unreachable(`NS of ${domain}`, error)
    }
  }

  async function observe(domain: string, name: string, type: RecordType): Promise<Observation> {
    const reasons: string[] = []
    const patience = AbortSignal.timeout(PATIENCE_MS)
    try {
      for (const server of (await findNameservers(domain)).slice(0, MOST_SERVERS)) {
        if (patience.aborted) break
        const observation = await ask(server, name, type)
        if (observation.outcome !== 'failed') return observation
        reasons.push(observation.reason)
      }
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : 'unknown')
    }
    return { outcome: 'failed', reason: reasons.join('; ') || `${domain} has no name servers` }
  }

  async function ask(server: string, name: string, type: RecordType): Promise<Observation> {
    const addresses = await addressesOf(server)
    if (addresses.length === 0) return { outcome: 'failed', reason: `${server} has no address` }
    try {
      const values = await question(resolverAt(addresses), name, type)
      return { outcome: 'answered', values, server }
    } catch (error) {
      if (isNegative(error)) return { outcome: 'missing', server }
      return { outcome: 'failed', reason: `${server}: ${codeOf(error)}` }
    }
  }

  async function addressesOf(server: string): Promise<string[]> {
    const resolver = resolverAt(resolvers)
    const found = await Promise.allSettled([resolver.resolve4(server), resolver.resolve6(server)])
    const addresses = found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
    return addresses.map((address) => (isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`))
  }

  const resolve: DNSResolver = async (name, type) => Answers.parse(await resolverAt(resolvers).resolve(name, type))
  return { findNameservers, observe, resolve }
}

async function question(resolver: Resolver, name: string, type: RecordType): Promise<string[]> {
  switch (type) {
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${hostName(exchange)}`)
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(''))
    case 'CNAME':
      return (await resolver.resolveCname(name)).map(hostName)
  }
}

const hostName = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** NXDOMAIN and NODATA (RFC 2308): somebody who knows has said that there is none. */
function isNegative(error: unknown): boolean {
  return ['ENOTFOUND', 'ENODATA'].includes(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

function unreachable(question: string, error: unknown): ProviderError {
  const code = codeOf(error)
  return new ProviderError({ provider: 'dns', kind: 'transient', code, message: `${question}: no answer (${code})` })
}

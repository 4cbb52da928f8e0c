import type { Registry } from '../registrar/registry.ts'
import { plainValueOf } from './contents.ts'
import { ancestors, closedTlds, isInZone, soldTlds } from './names.ts'
import { registryNameserver } from './nameservers.ts'
import type { DnsRecord, DnsResponse } from './response.ts'
import { findSet, type HostedZone, type HostName, nameExists, type ZoneHost, type ZoneSet } from './zone-host.ts'

export type ZoneHosts = Record<HostName, ZoneHost>

export interface ResolverOptions {
  hosts: ZoneHosts
  registry: Registry
  /** Name servers by the host that answers on them. `parked`: the registrar's own, whose zones are empty. */
  nameservers: { managed: string[]; other: string[]; parked: string[] }
}

type Place =
  | { kind: 'zone'; zone: HostedZone }
  | { kind: 'empty'; apex: string; nameservers: string[] }
  | { kind: 'lame' }
  | { kind: 'unknown' }

const maximumChain = 8

/** Root, top-level domains and all name servers of the world in one. */
export function createResolver({ hosts, registry, nameservers }: ResolverOptions) {
  function locate(name: string): Place {
    const vendorZone = hosts.vendor.zoneOf(name)
    if (vendorZone) return { kind: 'zone', zone: vendorZone }
    const domain = registry.covering(name)
    if (domain) return locateDelegated(name, domain.name, registry.delegation(domain))
    const apex = knownTld(name)
    return apex === undefined ? { kind: 'unknown' } : { kind: 'empty', apex, nameservers: [registryNameserver] }
  }

  function locateDelegated(name: string, domain: string, delegated: string[]): Place {
    const isOn = (servers: string[]) => delegated.some((server) => servers.includes(server))
    if (isOn(nameservers.parked)) return { kind: 'empty', apex: domain, nameservers: delegated }
    const host = isOn(nameservers.managed) ? hosts.managed : isOn(nameservers.other) ? hosts.other : undefined
    const zone = host?.zoneOf(name)
    // A zone of a shorter name than the delegation is none that this delegation leads to.
    return zone && isInZone(zone.name, domain) ? { kind: 'zone', zone } : { kind: 'lame' }
  }

  function delegationAnswer(name: string): DnsResponse | undefined {
    const domain = registry.get(name)
    if (!domain) return undefined
    const records = registry
      .delegation(domain)
      .map((server) => ({ name, type: 'NS', ttlSeconds: 3_600, content: `${server}.` }))
    return { code: 'NOERROR', isAuthoritative: false, answers: records, authorities: [] }
  }

  /** `recursive` questions for the name servers of a domain are answered with what its parent delegates to. */
  function answer(name: string, type: string, recursive: boolean): DnsResponse {
    if (type === 'NS' && recursive) {
      const delegated = delegationAnswer(name)
      if (delegated) return delegated
    }
    return follow(name, type, recursive, [])
  }

  function follow(name: string, type: string, recursive: boolean, chain: DnsRecord[]): DnsResponse {
    const place = locate(name)
    if (place.kind === 'unknown') return response(chain.length > 0 ? 'NOERROR' : 'REFUSED', chain, [], chain.length > 0)
    // A resolver that is refused everywhere tells its client SERVFAIL.
    if (place.kind === 'lame') return response(recursive ? 'SERVFAIL' : 'REFUSED', [], [], false)
    if (place.kind === 'empty') return emptyZoneAnswer(place, name, type, chain)
    const found = lookUp(place.zone, name, type)
    const target = found.alias?.content
    if (target === undefined) return zoneAnswer(place.zone, name, found.records, chain)
    const longer = [...chain, ...found.records]
    if (longer.length > maximumChain) return response('SERVFAIL', [], [], false)
    return follow(plainValueOf('CNAME', target), type, recursive, longer)
  }
  return { answer }
}
export type WorldResolver = ReturnType<typeof createResolver>

function zoneAnswer(zone: HostedZone, name: string, records: DnsRecord[], chain: DnsRecord[]): DnsResponse {
  if (records.length > 0) return response('NOERROR', [...chain, ...records], [], true)
  const code = nameExists(zone, name) || wildcardName(zone, name) ? 'NOERROR' : 'NXDOMAIN'
  return response(code, chain, soaRecords(zone), true)
}

/** The zone that a registrar or a registry keeps for a name that nobody filled. */
function emptyZoneAnswer(place: Place & { kind: 'empty' }, name: string, type: string, chain: DnsRecord[]) {
  const [primary = ''] = place.nameservers
  const content = `${primary}. hostmaster.sandbox.example. 1 3600 600 604800 60`
  const soa = { name: place.apex, type: 'SOA', ttlSeconds: 60, content }
  if (name !== place.apex) return response('NXDOMAIN', chain, [soa], true)
  if (type === 'SOA') return response('NOERROR', [...chain, soa], [], true)
  if (type !== 'NS') return response('NOERROR', chain, [soa], true)
  const servers = place.nameservers.map((server) => ({ ...soa, type: 'NS', content: `${server}.` }))
  return response('NOERROR', [...chain, ...servers], [], true)
}

function lookUp(zone: HostedZone, name: string, type: string): { records: DnsRecord[]; alias?: DnsRecord } {
  const owner = nameExists(zone, name) ? name : (wildcardName(zone, name) ?? name)
  const records = recordsOf(findSet(zone, owner, type), name)
  if (records.length > 0 || type === 'CNAME') return { records }
  const aliases = recordsOf(findSet(zone, owner, 'CNAME'), name)
  return { records: aliases, alias: aliases[0] }
}

/** RFC 4592: the wildcard just below the closest name that exists. */
function wildcardName(zone: HostedZone, name: string) {
  const encloser = ancestors(name)
    .slice(1)
    .find((candidate) => isInZone(candidate, zone.name) && nameExists(zone, candidate))
  const wildcard = `*.${encloser}`
  return encloser !== undefined && nameExists(zone, wildcard) ? wildcard : undefined
}

function recordsOf(set: ZoneSet | undefined, name: string): DnsRecord[] {
  if (!set) return []
  const { type, ttlSeconds } = set
  return set.records.filter(({ disabled }) => !disabled).map(({ content }) => ({ name, type, ttlSeconds, content }))
}

/** RFC 2308 section 3: a negative answer lives as long as the lesser of the SOA's TTL and its last field. */
function soaRecords(zone: HostedZone): DnsRecord[] {
  return recordsOf(findSet(zone, zone.name, 'SOA'), zone.name).map((soa) => {
    const minimum = Number(soa.content.split(' ').at(-1))
    return { ...soa, ttlSeconds: Math.min(soa.ttlSeconds, minimum) }
  })
}

const response = (
  code: DnsResponse['code'],
  answers: DnsRecord[],
  authorities: DnsRecord[],
  isAuthoritative: boolean,
): DnsResponse => ({ code, answers, authorities, isAuthoritative })

function knownTld(name: string) {
  if (name === '') return ''
  return ancestors(name).find((candidate) => soldTlds.includes(candidate) || closedTlds.includes(candidate))
}

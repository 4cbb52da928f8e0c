import { normalName } from '../names.ts'
import type { HostedZone, ZoneHost } from '../zone-host.ts'
import { type JsonObject, listOf, objectOf, requireName, requireString } from './bodies.ts'
import { applyChanges } from './changes.ts'
import { notFound, PowerDnsError, refuse } from './errors.ts'
import { raiseSerial } from './zone-bodies.ts'

const kinds = ['Native', 'Master', 'Slave', 'Primary', 'Secondary']

export function requireZone(host: ZoneHost, id: string): HostedZone {
  const zone = host.getZone(normalName(id))
  if (!zone) throw notFound()
  return zone
}

export function createZone(host: ZoneHost, body: JsonObject, now: () => number): HostedZone {
  const name = requireName(requireString(body, 'name'))
  if (host.getZone(name)) throw new PowerDnsError(409, 'Conflict')
  const givenKind = requireString(body, 'kind')
  const kind = kinds.find((known) => known.toLowerCase() === givenKind.toLowerCase()) ?? 'Native'
  const nameservers = readNameservers(body.nameservers)
  const account = typeof body.account === 'string' ? body.account : ''
  host.saveZone({ name, kind, account, soaEditApi: 'DEFAULT' })
  try {
    fillZone(host, requireZone(host, name), nameservers, listOf(body.rrsets), now)
  } catch (error) {
    host.deleteZone(name)
    throw error
  }
  return requireZone(host, name)
}

function readNameservers(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw refuse('Nameservers is not a list')
  return value.map((server: unknown) => {
    if (typeof server !== 'string' || server === '') throw refuse('Nameservers must be non-empty strings')
    if (!server.endsWith('.')) throw refuse(`Nameserver is not canonical: '${server}'`)
    return server
  })
}

function fillZone(host: ZoneHost, zone: HostedZone, nameservers: string[], rrsets: unknown[], now: () => number) {
  const name = `${zone.name}.`
  const soa = `a.misconfigured.dns.server.invalid. hostmaster.${name} 0 10800 3600 604800 3600`
  const apex = [
    { name, type: 'SOA', ttl: 3_600, changetype: 'REPLACE', records: [{ content: soa }] },
    { name, type: 'NS', ttl: 3_600, changetype: 'REPLACE', records: nameservers.map((content) => ({ content })) },
  ]
  const given = rrsets.map((set) => ({ ...objectOf(set), changetype: 'REPLACE' }))
  applyChanges(host, zone, [...apex, ...given], now)
  raiseSerial(host, zone, now())
}

export function patchZone(host: ZoneHost, zone: HostedZone, body: JsonObject, now: () => number) {
  if (!Array.isArray(body.rrsets)) throw refuse('No rrsets given in update request')
  applyChanges(host, zone, body.rrsets, now)
  raiseSerial(host, zone, now())
}

import type { Zones } from '../world/world.ts'
import { contentOf, isValidContent, plainValueOf } from './contents.ts'
import { isValidName, normalName } from './names.ts'
import { registryNameserver, worldNameservers } from './nameservers.ts'
import type { WorldResolver, ZoneHosts } from './resolver.ts'
import { findSet, type ZoneHost } from './zone-host.ts'

const vendorNameserver = 'ns1.vendors.sandbox.example'

export function createZones(hosts: ZoneHosts, resolver: WorldResolver): Zones {
  return {
    values(name, type) {
      const owner = normalName(name)
      const zone = hosts.vendor.zoneOf(owner) ?? hosts.managed.zoneOf(owner) ?? hosts.other.zoneOf(owner)
      const records = zone ? findSet(zone, owner, type)?.records : undefined
      return (records ?? []).map(({ content }) => plainValueOf(type, content))
    },
    resolve(name, type) {
      const { answers } = resolver.answer(normalName(name), type, true)
      return answers.filter((record) => record.type === type).map(({ content }) => plainValueOf(type, content))
    },
    publish(name, type, ttlSeconds, values) {
      const owner = requireName(name)
      for (const value of values) requireValue(owner, type, value)
      putSet(hosts.vendor, ensureVendorZone(hosts.vendor, owner), owner, type, ttlSeconds, values)
    },
    withdraw(name, type) {
      const owner = normalName(name)
      hosts.vendor.deleteSet(vendorApex(owner), owner, type)
    },
  }
}

function requireName(name: string) {
  const owner = normalName(name)
  if (!isValidName(owner) || !owner.includes('.')) throw new Error(`${name} cannot be published in DNS`)
  return owner
}

function requireValue(name: string, type: string, value: string) {
  if (!isValidContent(type, contentOf(type, value))) throw new Error(`${name} cannot have the ${type} value ${value}`)
}

/** Written at each start; the same content each time. */
export function seedNameservers(zones: Zones) {
  const servers = Object.values(worldNameservers).flat()
  for (const name of [...servers, vendorNameserver, registryNameserver]) zones.publish(name, 'A', 300, ['127.0.0.1'])
}

/** Vendors hold whole registrable names (outlook.com, mail.microsoft, sandbox.example): two labels each. */
const vendorApex = (name: string) => name.split('.').slice(-2).join('.')

function ensureVendorZone(host: ZoneHost, name: string) {
  const apex = vendorApex(name)
  if (host.getZone(apex)) return apex
  host.saveZone({ name: apex, kind: 'Native', account: '', soaEditApi: '' })
  putSet(host, apex, apex, 'NS', 3_600, [vendorNameserver])
  putSet(host, apex, apex, 'SOA', 3_600, [`${vendorNameserver}. hostmaster.${apex}. 1 3600 600 604800 60`])
  return apex
}

export function putSet(host: ZoneHost, zone: string, name: string, type: string, ttlSeconds: number, values: string[]) {
  const records = values.map((value) => ({ content: contentOf(type, value), disabled: false }))
  host.putSet(zone, { name, type, ttlSeconds, records, comments: [] })
}

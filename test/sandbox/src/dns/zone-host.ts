import type { Store } from '../world/world.ts'
import { ancestors, isInZone } from './names.ts'

export interface ZoneRecord {
  content: string
  disabled: boolean
}
export interface ZoneComment {
  content: string
  account: string
  modified_at: number
}
/** One record set; `name` without the final dot. */
export interface ZoneSet {
  name: string
  type: string
  ttlSeconds: number
  records: ZoneRecord[]
  comments: ZoneComment[]
}
export interface HostedZone {
  name: string
  kind: string
  account: string
  soaEditApi: string
  sets: Map<string, ZoneSet>
}
type StoredZone = Omit<HostedZone, 'sets'>
type StoredSet = ZoneSet & { zone: string }

/** The zones of one DNS host: the world's own (`vendor`), our PowerDNS (`managed`) or somebody else's (`other`). */
export type HostName = 'vendor' | 'managed' | 'other'

export function createZoneHost(store: Store, host: HostName) {
  const zones = store.collection<StoredZone>(`dns_zones_${host}`)
  const sets = store.collection<StoredSet>(`dns_sets_${host}`)
  const cache = new Map<string, HostedZone>()

  function getZone(name: string): HostedZone | undefined {
    const stored = zones.get(name)
    if (!stored) return undefined
    const cached = cache.get(name) ?? { ...stored, sets: new Map() }
    if (!cache.has(name)) fill(cached)
    cache.set(name, cached)
    return cached
  }
  function fill(zone: HostedZone) {
    for (const { zone: name, ...set } of sets.values()) if (name === zone.name) zone.sets.set(keyOf(set), set)
  }
  return {
    getZone,
    listZones: () => [...zones.values()].flatMap(({ name }) => getZone(name) ?? []),
    saveZone(zone: StoredZone) {
      const { sets: kept = new Map<string, ZoneSet>() } = getZone(zone.name) ?? {}
      zones.set(zone.name, zone)
      cache.set(zone.name, { ...zone, sets: kept })
    },
    deleteZone(name: string) {
      for (const set of getZone(name)?.sets.values() ?? []) sets.delete(`${name} ${keyOf(set)}`)
      cache.delete(name)
      return zones.delete(name)
    },
    putSet(zone: string, set: ZoneSet) {
      sets.set(`${zone} ${keyOf(set)}`, { zone, ...set })
      getZone(zone)?.sets.set(keyOf(set), set)
    },
    deleteSet(zone: string, name: string, type: string) {
      sets.delete(`${zone} ${keyOf({ name, type })}`)
      return getZone(zone)?.sets.delete(keyOf({ name, type })) ?? false
    },
    /** The zone with the longest name that holds `name`. */
    zoneOf(name: string) {
      const found = ancestors(name).find((candidate) => zones.get(candidate))
      return found === undefined ? undefined : getZone(found)
    },
    /** Handles of zones are stale after the store was cleared. */
    forget: () => cache.clear(),
  }
}
export type ZoneHost = ReturnType<typeof createZoneHost>

export const keyOf = ({ name, type }: { name: string; type: string }) => `${name} ${type}`

export const findSet = (zone: HostedZone, name: string, type: string) => zone.sets.get(keyOf({ name, type }))

/** RFC 8020: a name exists also when only names below it hold records. */
export function nameExists(zone: HostedZone, name: string) {
  if (name === zone.name) return true
  for (const set of zone.sets.values()) if (isInZone(set.name, name)) return true
  return false
}

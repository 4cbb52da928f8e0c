import { isInZone } from '../names.ts'
import { type HostedZone, keyOf, type ZoneHost, type ZoneSet } from '../zone-host.ts'
import {
  type JsonObject,
  listOf,
  objectOf,
  readComments,
  readRecords,
  requireName,
  requireString,
  requireTtl,
  requireType,
} from './bodies.ts'
import { refuse } from './errors.ts'

type Sets = Map<string, ZoneSet>

/** Applies all changes of a PATCH or none; throws what PowerDNS would answer. */
export function applyChanges(host: ZoneHost, zone: HostedZone, changes: unknown[], now: () => number) {
  const after = new Map(zone.sets)
  const seen = new Set<string>()
  for (const change of changes.map(objectOf)) applyChange(zone, after, seen, change, now)
  for (const [key, set] of after) if (zone.sets.get(key) !== set) host.putSet(zone.name, set)
  for (const [key, { name, type }] of [...zone.sets]) if (!after.has(key)) host.deleteSet(zone.name, name, type)
}

function applyChange(zone: HostedZone, sets: Sets, seen: Set<string>, change: JsonObject, now: () => number) {
  const name = requireName(requireString(change, 'name'))
  const changeType = requireString(change, 'changetype').toUpperCase()
  const type = requireType(name, requireString(change, 'type'))
  const key = keyOf({ name, type })
  if (seen.has(`${key} ${changeType}`)) {
    throw refuse(`Duplicate RRset ${name}. IN ${type} with changetype: ${changeType}`)
  }
  seen.add(`${key} ${changeType}`)
  if (changeType === 'DELETE') return void sets.delete(key)
  if (!isInZone(name, zone.name)) throw refuse(`RRset ${name}. IN ${type}: Name is out of zone`)
  const set = changedSet({ name, type, changeType, change, now }, sets.get(key))
  if (set.records.length === 0) return void sets.delete(key)
  refuseConflict(set, sets)
  sets.set(key, set)
}

interface SetChange {
  name: string
  type: string
  changeType: string
  change: JsonObject
  now: () => number
}

function changedSet({ name, type, changeType, change, now }: SetChange, before: ZoneSet | undefined): ZoneSet {
  if (changeType === 'REPLACE') return replacedSet(name, type, change, before, now)
  // PowerDNS 5 adds these two; older servers refuse them.
  if (changeType !== 'EXTEND' && changeType !== 'PRUNE') throw refuse('Changetype not understood')
  const given = readRecords(name, type, listOf(change.records))
  const others = (before?.records ?? []).filter(({ content }) => !given.some((record) => record.content === content))
  const records = changeType === 'EXTEND' ? [...others, ...given] : others
  const ttlSeconds = changeType === 'EXTEND' ? requireTtl(change) : (before?.ttlSeconds ?? 0)
  return { name, type, ttlSeconds, records, comments: before?.comments ?? [] }
}

/** Records and comments are each replaced only when they are given. */
function replacedSet(
  name: string,
  type: string,
  change: JsonObject,
  before: ZoneSet | undefined,
  now: () => number,
): ZoneSet {
  const hasRecords = Array.isArray(change.records)
  const hasComments = Array.isArray(change.comments)
  if (!hasRecords && !hasComments) throw refuse(`No change for RRset ${name}. IN ${type}`)
  return {
    name,
    type,
    ttlSeconds: hasRecords ? requireTtl(change) : (before?.ttlSeconds ?? 0),
    records: hasRecords ? readRecords(name, type, listOf(change.records)) : (before?.records ?? []),
    comments: hasComments ? readComments(listOf(change.comments), now) : (before?.comments ?? []),
  }
}

/** RFC 2181 section 10.1: a CNAME stands alone at its name. */
function refuseConflict({ name, type }: ZoneSet, sets: Sets) {
  for (const other of sets.values()) {
    if (other.name !== name || other.type === type) continue
    if (type === 'CNAME' || other.type === 'CNAME') {
      throw refuse(`RRset ${name}. IN ${type}: Conflicts with pre-existing RRset`)
    }
  }
}

import { z } from 'zod'
import { isValidContent, knownTypes } from '../contents.ts'
import { isValidName, normalName } from '../names.ts'
import type { ZoneComment, ZoneRecord } from '../zone-host.ts'
import { refuse } from './errors.ts'

/** The members that the API reads one by one; each fault has the words of PowerDNS 4.7. */
const JsonObject = z.record(z.string(), z.unknown())
export type JsonObject = z.output<typeof JsonObject>

export function objectOf(value: unknown): JsonObject {
  const parsed = JsonObject.safeParse(value)
  return parsed.success ? parsed.data : {}
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export function requireString(object: JsonObject, key: string): string {
  const value = object[key]
  if (typeof value !== 'string') throw refuse(`Key '${key}' not present or not a String`)
  return value
}

/** A canonical name of the request, normalised. */
export function requireName(name: string): string {
  if (!name.endsWith('.')) throw refuse(`DNS Name '${name}' is not canonical`)
  if (!isValidName(normalName(name))) {
    throw refuse(`Name '${name.replaceAll(' ', '\\032')}' contains unsupported characters`)
  }
  return normalName(name)
}

export function requireType(name: string, type: string): string {
  if (!knownTypes.includes(type.toUpperCase())) throw refuse(`RRset ${name}. IN ${type}: unknown type given`)
  return type.toUpperCase()
}

export function requireTtl(object: JsonObject): number {
  const ttl = Number(object.ttl)
  if (object.ttl === undefined || object.ttl === null || !Number.isInteger(ttl)) {
    throw refuse("Key 'ttl' not an Integer or not present")
  }
  return Math.max(0, ttl)
}

export function readRecords(name: string, type: string, records: unknown[]): ZoneRecord[] {
  const read = records.map((record) => readRecord(name, type, objectOf(record)))
  const contents = new Set<string>()
  for (const { content } of read) {
    if (contents.has(content)) throw refuse(`Duplicate record in RRset ${name}. IN ${type} with content "${content}"`)
    contents.add(content)
  }
  if (type === 'CNAME' && read.length > 1) throw refuse(`RRset ${name}. IN CNAME has more than one record`)
  return read
}

function readRecord(name: string, type: string, record: JsonObject): ZoneRecord {
  const content = requireString(record, 'content')
  const { disabled = false } = record
  if (typeof disabled !== 'boolean') throw refuse("Key 'disabled' not present or not a Bool")
  if (isValidContent(type, content)) return { content, disabled }
  const label = `Record ${name}./${type} '${content}'`
  if (isValidContent(type, `${content}.`)) throw refuse(`${label}: Not in expected format (parsed as '${content}.')`)
  throw refuse(`${label}: Parsing record content (try 'pdnsutil check-zone'): not valid for this type`)
}

export function readComments(comments: unknown[], now: () => number): ZoneComment[] {
  return comments.map(objectOf).map((comment) => ({
    content: requireString(comment, 'content'),
    account: requireString(comment, 'account'),
    modified_at: typeof comment.modified_at === 'number' ? comment.modified_at : Math.floor(now() / 1_000),
  }))
}

import type { RecordSet, RecordSetChange } from '../providers/dns/dns-provider.ts'
import type { WantedRecord } from '../providers/mailbox/mailbox-provider.ts'
import { sameValue } from './record-status.ts'

export interface PlannedChange {
  action: 'create' | 'merge' | 'replace' | 'keep' | 'conflict'
  name: string
  type: string
  /** What the zone holds after the change; for a conflict, what it holds now. */
  values: string[]
  ttlSeconds: number
  /** Why it is a conflict, and what a person can do. */
  explanation: string | null
}

/**
 * What must change in a zone so that it holds the wanted records. Nothing that somebody else wrote is ever removed:
 * text records are added beside foreign ones, everything else that is in the way is a conflict for a person.
 */
export function planDns(zone: RecordSet[], wanted: WantedRecord[]): PlannedChange[] {
  return group(wanted).map((records) => planSet(zone, records))
}

/** The sets to write: a plan without its `keep`s. */
export function toChanges(plan: PlannedChange[]): RecordSetChange[] {
  return plan
    .filter(({ action }) => action !== 'keep' && action !== 'conflict')
    .map(({ name, type, values, ttlSeconds }) => ({ name, type, values, ttlSeconds, owner: 'coldframe' }))
}

function group(wanted: WantedRecord[]): [WantedRecord, ...WantedRecord[]][] {
  const groups = new Map<string, [WantedRecord, ...WantedRecord[]]>()
  for (const record of wanted) {
    const key = `${record.type} ${record.name}`
    const known = groups.get(key)
    if (known) known.push(record)
    else groups.set(key, [record])
  }
  return [...groups.values()]
}

function planSet(zone: RecordSet[], records: [WantedRecord, ...WantedRecord[]]): PlannedChange {
  const [{ name, type, ttlSeconds }] = records
  const values = records.map((record) => record.value)
  const current = zone.find((set) => set.name === name && set.type === type)
  const planned = (action: PlannedChange['action'], result: string[], explanation: string | null = null) => ({
    action,
    name,
    type,
    values: result,
    ttlSeconds,
    explanation,
  })

  const blocker = findBlocker(zone, name, type)
  if (blocker)
    return planned(
      'conflict',
      blocker.values,
      `${blocker.type} ${name} is in the way: a CNAME stands alone at its name. Remove it.`,
    )
  if (!current) return planned('create', values)
  if (type === 'TXT') return planTexts(current, records, planned)
  if (sameSet(type, current.values, values)) return planned('keep', current.values)
  if (current.owner === 'coldframe') return planned('replace', values)
  return planned(
    'conflict',
    current.values,
    `${type} ${name} was set by somebody else. Remove it, or move the domain to external DNS.`,
  )
}

/** RFC 1034 section 3.6.2: a name with a CNAME has no other data. */
function findBlocker(zone: RecordSet[], name: string, type: string): RecordSet | undefined {
  return zone.find(
    (set) =>
      set.name === name && set.type !== type && set.owner !== 'coldframe' && (set.type === 'CNAME' || type === 'CNAME'),
  )
}

type Planned = (action: PlannedChange['action'], values: string[], explanation?: string) => PlannedChange

function planTexts(current: RecordSet, records: WantedRecord[], planned: Planned): PlannedChange {
  const values = records.map((record) => record.value)
  const rivals = current.values.filter(
    (text) => !values.includes(text) && records.some((record) => isSuccessor(record, text)),
  )
  if (rivals.length > 0 && current.owner !== 'coldframe') {
    return planned(
      'conflict',
      current.values,
      `TXT ${current.name} already holds "${rivals.join('", "')}", and only one such record may exist. Remove it.`,
    )
  }
  const kept = current.values.filter((text) => !rivals.includes(text) && !values.includes(text))
  const result = [...kept, ...values]
  if (sameSet('TXT', current.values, result)) return planned('keep', current.values)
  return planned(kept.length > 0 ? 'merge' : 'replace', result)
}

/** Whether `record` takes the place of `text`: at most one SPF and one DMARC record may stand at a name. */
function isSuccessor(record: WantedRecord, text: string): boolean {
  const version = /^v=(spf1|dmarc1|stsv1|tlsrptv1|dkim1)\b/i
  const wanted = version.exec(record.value)?.[1]?.toLowerCase()
  return wanted !== undefined && version.exec(text)?.[1]?.toLowerCase() === wanted
}

function sameSet(type: string, left: string[], right: string[]): boolean {
  const equal = (a: string, b: string) => (type === 'MX' || type === 'CNAME' ? sameValue(type, a, b) : a === b)
  return left.length === right.length && left.every((a) => right.some((b) => equal(a, b)))
}

import type { RecordPurpose } from '@coldframe/db'
import { z } from 'zod'
import type { WantedRecord } from '../mailbox-provider.ts'

const base = {
  label: z.string().min(1),
  ttl: z.number().int().positive().default(3600),
  supportedService: z.string().nullish(),
}
const Mx = z.object({
  ...base,
  recordType: z.literal('Mx'),
  mailExchange: z.string().min(1),
  preference: z.number().int(),
})
const Txt = z.object({ ...base, recordType: z.literal('Txt'), text: z.string().min(1) })
const Cname = z.object({ ...base, recordType: z.literal('CName'), canonicalName: z.string().min(1) })
/** Records of other services, such as the SRV of Teams, which a mail domain does without. */
const Other = z.object({ recordType: z.string() }).transform(() => null)

/** `domainDnsRecord` and its kinds, told apart by `recordType`: some answers print `@odata.type` without its `#`. */
export const DomainDnsRecords = z.object({ value: z.array(z.union([Mx, Txt, Cname, Other])) })
type DomainDnsRecord = NonNullable<z.output<typeof DomainDnsRecords>['value'][number]>

/** The TXT of the two alternatives: the other one, an MX, would break the mail of a domain in use. */
export function toVerificationRecord({ value }: z.output<typeof DomainDnsRecords>): WantedRecord | null {
  const record = value.find((one) => one?.recordType === 'Txt')
  return record ? toWanted(record, 'verification') : null
}

export function toMailRecords({ value }: z.output<typeof DomainDnsRecords>): WantedRecord[] {
  return value.flatMap((record) => {
    const purpose = record && purposeOf(record)
    return record && purpose ? [toWanted(record, purpose)] : []
  })
}

function purposeOf(record: DomainDnsRecord): RecordPurpose | null {
  if (record.supportedService && record.supportedService !== 'Email') return null
  if (record.recordType === 'Mx') return 'mx'
  if (record.recordType === 'Txt') return /^v=spf1( |$)/i.test(record.text) ? 'spf' : null
  return record.label.toLowerCase().startsWith('autodiscover.') ? 'autodiscover' : null
}

function toWanted(record: DomainDnsRecord, purpose: RecordPurpose): WantedRecord {
  const shared = { purpose, name: hostName(record.label), ttlSeconds: record.ttl }
  switch (record.recordType) {
    case 'Mx':
      return { ...shared, type: 'MX', value: `${record.preference} ${hostName(record.mailExchange)}` }
    case 'Txt':
      return { ...shared, type: 'TXT', value: record.text }
    case 'CName':
      return { ...shared, type: 'CNAME', value: hostName(record.canonicalName) }
  }
}

/** Names compare without case (RFC 4343); tenants' names come in capitals. */
export function hostName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}

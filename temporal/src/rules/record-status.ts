import type { DnsRecord, RecordStatus, RecordType } from '@coldframe/db'
import type { Observation } from '../providers/dns/dns-lookup.ts'

export interface RecordJudgement {
  observed: string[]
  status: RecordStatus
  /** What is wrong and what to do, for a person; null when nothing is. */
  explanation: string | null
}

type Wanted = Pick<DnsRecord, 'purpose' | 'type' | 'name' | 'wanted'>

/** Compares what DNS answered with what is wanted. A server that could not be asked says nothing about the record. */
export function judgeRecord(record: Wanted, observation: Observation): RecordJudgement {
  switch (observation.outcome) {
    case 'failed':
      return { observed: [], status: 'unknown', explanation: `DNS could not be asked: ${observation.reason}.` }
    case 'missing':
      return { observed: [], status: 'missing', explanation: `Publish ${describe(record)}.` }
    case 'answered':
      return judgeValues(record, observation.values)
  }
}

function judgeValues(record: Wanted, observed: string[]): RecordJudgement {
  const rivals = observed.filter((value) => isRival(record, value))
  const isThere = observed.some((value) => sameValue(record.type, value, record.wanted))
  if (isThere && rivals.length === 0) return { observed, status: 'correct', explanation: null }
  if (isThere) {
    return {
      observed,
      status: 'wrong',
      explanation: `Remove ${rivals.map((value) => `"${value}"`).join(' and ')} at ${record.name}: only one such record may exist.`,
    }
  }
  if (rivals.length > 0) return { observed, status: 'wrong', explanation: `Replace it with ${describe(record)}.` }
  return { observed, status: 'missing', explanation: `Publish ${describe(record)}.` }
}

const describe = ({ type, name, wanted }: Wanted) => `${type} ${name} "${wanted}"`

/**
 * A value that cannot stand beside the wanted one: a second SPF or DMARC record (RFC 7208 section 4.5, RFC 7489
 * section 6.6.3), another CNAME, another mail server. Other TXT records at the same name are none of our business.
 */
function isRival(record: Wanted, value: string): boolean {
  if (sameValue(record.type, value, record.wanted)) return false
  switch (record.purpose) {
    case 'spf':
      return /^v=spf1( |$)/i.test(value)
    case 'dmarc':
      return /^v=dmarc1\s*(;|$)/i.test(value)
    case 'mta_sts':
      return /^v=stsv1\s*;/i.test(value)
    case 'tls_rpt':
      return /^v=tlsrptv1\s*;/i.test(value)
    case 'verification':
      return false
    default:
      return record.type !== 'TXT'
  }
}

/** Host names compare without case and final dot (RFC 1035 section 2.3.3); texts to the letter. */
export function sameValue(type: RecordType, left: string, right: string): boolean {
  if (type === 'TXT') return left === right
  const plain = (value: string) => value.toLowerCase().replace(/\.$/, '').replace(/\s+/g, ' ')
  return plain(left) === plain(right)
}

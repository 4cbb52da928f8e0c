import { isIP } from 'node:net'
import type { DmarcRecord } from './dmarc-report.ts'
import { childOf, childrenOf, textIn, type XmlElement } from './parse-xml.ts'
import type { Warn } from './read-document.ts'

/** One `record` element, or null when nobody can say which mail it counts. */
export function readRecord(record: XmlElement, warn: Warn): DmarcRecord | null {
  const row = childOf(record, 'row')
  const sourceIp = textIn(row, 'source_ip') ?? ''
  const count = countOf(textIn(row, 'count'))
  if (isIP(sourceIp) === 0) return skip(warn, `a record without a source IP (${sourceIp.slice(0, 60)})`)
  if (count === null) return skip(warn, `a record of ${sourceIp} without a count`)
  const evaluated = childOf(row, 'policy_evaluated')
  const identifiers = childOf(record, 'identifiers') ?? childOf(record, 'identities')
  const auth = childOf(record, 'auth_results')
  return {
    sourceIp,
    count,
    disposition: dispositionOf(textIn(evaluated, 'disposition'), warn),
    dkim: alignmentOf(textIn(evaluated, 'dkim')),
    spf: alignmentOf(textIn(evaluated, 'spf')),
    reasons: childrenOf(evaluated, 'reason').flatMap(reasonOf),
    headerFrom: domainOf(textIn(identifiers, 'header_from')) ?? '',
    envelopeFrom: domainOf(textIn(identifiers, 'envelope_from')),
    envelopeTo: domainOf(textIn(identifiers, 'envelope_to')),
    authResults: { dkim: childrenOf(auth, 'dkim').map(dkimOf), spf: childrenOf(auth, 'spf').map(spfOf) },
  }
}

function skip(warn: Warn, what: string): null {
  warn(`left out: ${what}`)
  return null
}

function countOf(text: string | null): number | null {
  const count = Number(text ?? Number.NaN)
  return Number.isSafeInteger(count) && count >= 0 ? count : null
}

function dispositionOf(text: string | null, warn: Warn): DmarcRecord['disposition'] {
  const word = text?.toLowerCase()
  if (word === 'quarantine' || word === 'reject') return word
  if (word !== undefined && word !== 'none' && word !== 'pass') warn(`disposition ${word.slice(0, 40)} read as none`)
  return 'none'
}

/** Some write `Pass`. What is not a pass did not align. */
const alignmentOf = (text: string | null) => (text?.toLowerCase() === 'pass' ? 'pass' : 'fail')

function reasonOf(reason: XmlElement): DmarcRecord['reasons'] {
  const type = textIn(reason, 'type')
  return type === null ? [] : [{ type: type.toLowerCase(), comment: textIn(reason, 'comment') }]
}

const domainOf = (text: string | null) => text?.toLowerCase().replace(/\.$/, '').slice(0, 255) ?? null

const dkimOf = (result: XmlElement) => ({
  domain: domainOf(textIn(result, 'domain')) ?? '',
  selector: textIn(result, 'selector'),
  result: textIn(result, 'result')?.toLowerCase() ?? 'none',
  humanResult: textIn(result, 'human_result'),
})

const spfOf = (result: XmlElement) => ({
  domain: domainOf(textIn(result, 'domain')),
  scope: textIn(result, 'scope')?.toLowerCase() ?? null,
  result: textIn(result, 'result')?.toLowerCase() ?? 'none',
})

import { dispositions } from '@coldframe/db/enums'
import { decodeXml } from './decode-xml.ts'
import { type DmarcRecord, DmarcReport, DmarcReportRefused } from './dmarc-report.ts'
import { MOST_FAULTS, MOST_WARNINGS } from './limits.ts'
import { childOf, type FeedbackDocument, parseFeedback, textIn, type XmlElement } from './parse-xml.ts'
import { readRecord } from './read-record.ts'
import { repairXml } from './repair-xml.ts'

export type Warn = (warning: string) => void

/** One XML document as a report: read strictly, and repaired where that fails. */
export function readDocument(bytes: Buffer): DmarcReport {
  const { text, isDamaged } = decodeXml(bytes)
  // Before any parser sees it, wherever it stands.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new DmarcReportRefused('doctype', 'the document has a DOCTYPE')
  const damage = isDamaged ? ['bytes that are no text were replaced'] : []
  try {
    return readText(text, 0, damage)
  } catch (error) {
    if (!(error instanceof DmarcReportRefused) || error.code !== 'broken') throw error
    return readText(repairXml(text), MOST_FAULTS, [...damage, `repaired: ${error.message}`])
  }
}

function readText(text: string, mostFaults: number, known: string[]): DmarcReport {
  const warnings = [...known]
  const warn: Warn = (warning) => {
    if (warnings.length < MOST_WARNINGS) warnings.push(warning)
  }
  const document = parseFeedback(text, mostFaults, (record) => readRecord(record, warn))
  if (document.head.name !== 'feedback') {
    throw new DmarcReportRefused('not_a_report', `the document is a ${document.head.name.slice(0, 40)}`)
  }
  if (document.faults[0] !== undefined) warn(`not repaired: ${document.faults[0]}`)
  return reportOf(document, warn, warnings)
}

function reportOf(
  { head, records }: FeedbackDocument<DmarcRecord | null>,
  warn: Warn,
  warnings: string[],
): DmarcReport {
  const metadata = childOf(head, 'report_metadata')
  const read = records.filter((record) => record !== null)
  const email = textIn(metadata, 'email')
  const report = {
    orgName: textIn(metadata, 'org_name') ?? email?.slice(email.lastIndexOf('@') + 1) ?? missing('org_name', warn),
    email,
    reportId: textIn(metadata, 'report_id') ?? missing('report_id', warn),
    period: periodOf(childOf(metadata, 'date_range'), warn),
    policy: policyOf(childOf(head, 'policy_published'), read[0]?.headerFrom, warn),
    records: read,
    warnings,
  }
  const checked = DmarcReport.safeParse(report)
  if (!checked.success) throw new DmarcReportRefused('incomplete', checked.error.issues[0]?.message ?? 'unreadable')
  return checked.data
}

function missing(name: string, warn: Warn): string {
  warn(`no ${name}`)
  return ''
}

/** Seconds since 1970; a few write a date, or milliseconds. Without a period nothing can be counted. */
function periodOf(range: XmlElement | undefined, warn: Warn): { begin: Date; end: Date } {
  const begin = timeOf(textIn(range, 'begin'))
  const end = timeOf(textIn(range, 'end'))
  if (!begin) throw new DmarcReportRefused('incomplete', 'the report has no period')
  if (!end || end < begin) warn('the period has no end')
  return { begin, end: end && end >= begin ? end : begin }
}

function timeOf(text: string | null): Date | null {
  if (text === null) return null
  const time = /^\d{1,13}(?:\.\d{1,9})?$/.test(text) ? new Date(millisecondsOf(Number(text))) : new Date(text)
  return Number.isNaN(time.getTime()) ? null : time
}

const millisecondsOf = (number: number) => Math.trunc(number) * (number < 100_000_000_000 ? 1000 : 1)

function policyOf(policy: XmlElement | undefined, headerFrom: string | undefined, warn: Warn): DmarcReport['policy'] {
  const domain = textIn(policy, 'domain') ?? headerFrom
  if (!domain) throw new DmarcReportRefused('incomplete', 'the report names no domain')
  if (!textIn(policy, 'domain')) warn('the policy names no domain; that of the first record is taken')
  return {
    domain: domain.toLowerCase().replace(/\.$/, ''),
    p: oneOf(dispositions, textIn(policy, 'p')),
    sp: oneOf(dispositions, textIn(policy, 'sp')),
    np: oneOf(dispositions, textIn(policy, 'np')),
    isTesting: { y: true, n: false }[textIn(policy, 'testing')?.toLowerCase() ?? ''] ?? null,
    discoveryMethod: textIn(policy, 'discovery_method')?.toLowerCase() ?? null,
    adkim: oneOf(['r', 's'], textIn(policy, 'adkim')),
    aspf: oneOf(['r', 's'], textIn(policy, 'aspf')),
    pct: percentOf(textIn(policy, 'pct')),
  }
}

const oneOf = <T extends string>(words: readonly T[], text: string | null): T | null =>
  words.find((word) => word === text?.toLowerCase()) ?? null

function percentOf(text: string | null): number | null {
  return text !== null && /^\d{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : null
}

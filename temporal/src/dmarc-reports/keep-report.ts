import type { DmarcReportRow, Owner, Repositories } from '@coldframe/db'
import type { DmarcReport } from './dmarc-report.ts'
import { sumReport } from './sum-report.ts'

const DAY_MS = 86_400_000
/** Before the first draft of DMARC nobody reported. */
const FIRST_REPORT = Date.parse('2011-01-01')

export type ReportFault = 'domain_not_found' | 'period_implausible'

export interface KeptReport {
  report: DmarcReportRow | null
  isDuplicate: boolean
}

/** The domain that a report is of; null for none. */
export type FindReported = (name: string) => Promise<{ owner: Owner; domainId: string } | null>

/** Counts a report once, however often it comes and by whatever way, on the day that the mode's clock showed when it began. */
export async function keepReport(
  db: Pick<Repositories, 'clocks' | 'dmarcReports'>,
  findDomain: FindReported,
  report: DmarcReport,
  now: Date,
): Promise<KeptReport | ReportFault> {
  const found = await findReported(findDomain, report.policy.domain)
  if (!found) return 'domain_not_found'
  if (!isPlausible(report, now)) return 'period_implausible'
  const { owner, domainId } = found
  const { ownTimeOf } = await db.clocks.read(owner.livemode)
  const sums = sumReport(report, domainId, ownTimeOf(report.period.begin).toISOString().slice(0, 10))
  const made = await db.dmarcReports.record(owner, sums)
  return { report: made ?? (await db.dmarcReports.findByKey(owner, domainId, sums.key)), isDuplicate: made === null }
}

/** By its own name, or by that of the domain above it: a subdomain may have a policy of its own. */
async function findReported(findDomain: FindReported, name: string) {
  if (!/^[\w.-]+$/.test(name)) return null
  const labels = name.toLowerCase().replace(/\.$/, '').split('.').slice(-5)
  for (let from = 0; from < labels.length - 1; from++) {
    const found = await findDomain(labels.slice(from).join('.'))
    if (found) return found
  }
  return null
}

const isPlausible = ({ period: { begin, end } }: DmarcReport, now: Date) =>
  begin.getTime() >= FIRST_REPORT && begin <= end && end.getTime() <= now.getTime() + 2 * DAY_MS

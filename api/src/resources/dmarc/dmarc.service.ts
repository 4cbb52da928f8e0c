import type { Db, DmarcCounts, DmarcReportRow, Domain, Owner } from '@coldframe/db'
import { type DmarcReport, DmarcReportRefused, readDmarcReports } from '@coldframe/temporal/dmarc-reports'
import { errors } from '../../errors.ts'
import { daysOf } from '../signals/days.ts'
import type { DaysQuery } from '../signals/signals.schemas.ts'
import { MOST_REPORTS, MOST_SOURCE_DAYS, MOST_WARNINGS } from './dmarc.schemas.ts'
import { sumReport } from './sum-report.ts'

const DAY_MS = 86_400_000
/** Before the first draft of DMARC nobody reported. */
const FIRST_REPORT = Date.parse('2011-01-01')

const refusals = {
  domain_not_found: 'There is no such domain.',
  period_implausible: 'The report begins before DMARC did, ends before it begins, or is of days to come.',
} as const

export function createDmarcService({ db, clock }: { db: Db; clock: () => Date }) {
  /** By its own name, or by that of the domain above it: a subdomain may have a policy of its own. */
  async function findDomain(owner: Owner, name: string): Promise<Domain | null> {
    if (!/^[\w.-]+$/.test(name)) return null
    const labels = name.toLowerCase().replace(/\.$/, '').split('.').slice(-5)
    for (let from = 0; from < labels.length - 1; from++) {
      const { rows } = await db.domains.list(owner, { name: labels.slice(from).join('.') }, { limit: 1 })
      if (rows[0]) return rows[0]
    }
    return null
  }

  async function take(owner: Owner, report: DmarcReport) {
    const found = await findDomain(owner, report.policy.domain)
    if (!found) return refuse(report, 'domain_not_found')
    if (!isPlausible(report, clock())) return refuse(report, 'period_implausible')
    const sums = sumReport(report, found.id)
    const made = await db.dmarcReports.record(owner, sums)
    const kept = made ?? (await db.dmarcReports.findByKey(owner, found.id, sums.key))
    return {
      domain: report.policy.domain,
      report: kept && presentReport(kept),
      isDuplicate: made === null,
      error: null,
    }
  }

  return {
    async record(owner: Owner, bytes: Uint8Array) {
      const { reports, warnings } = await read(bytes)
      const results = []
      for (const report of reports) results.push(await take(owner, report))
      return { results, warnings: warnings.slice(0, MOST_WARNINGS) }
    },

    async get(owner: Owner, id: string, query: DaysQuery) {
      if (!(await db.domains.get(owner, id))) throw errors.domainNotFound(id)
      const period = daysOf(query, clock())
      const days = await db.dmarcReports.days(owner, id, period)
      const sources = await db.dmarcReports.sources(owner, id, period, MOST_SOURCE_DAYS)
      const reports = await db.dmarcReports.list(owner, id, period, MOST_REPORTS)
      return { domainId: id, ...period, totals: totalsOf(days), days, sources, reports: reports.map(presentReport) }
    },
  }
}

async function read(bytes: Uint8Array) {
  try {
    return await readDmarcReports(bytes)
  } catch (error) {
    if (error instanceof DmarcReportRefused) throw errors.dmarcReportRefused(error.message)
    throw error
  }
}

const refuse = ({ policy }: DmarcReport, code: keyof typeof refusals) => ({
  domain: policy.domain,
  report: null,
  isDuplicate: false,
  error: { code, message: refusals[code] },
})

const isPlausible = ({ period: { begin, end } }: DmarcReport, now: Date) =>
  begin.getTime() >= FIRST_REPORT && begin <= end && end.getTime() <= now.getTime() + 2 * DAY_MS

const presentReport = ({ key: _, ...report }: DmarcReportRow) => report

function totalsOf(days: DmarcCounts[]) {
  const sum = (name: keyof DmarcCounts) => days.reduce((total, day) => total + day[name], 0)
  const [messages, passed] = [sum('messages'), sum('passed')]
  return {
    messages,
    passed,
    dkimAligned: sum('dkimAligned'),
    spfAligned: sum('spfAligned'),
    quarantined: sum('quarantined'),
    rejected: sum('rejected'),
    passRate: messages > 0 ? passed / messages : null,
  }
}

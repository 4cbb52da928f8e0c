import type { Days, Db, DmarcCounts, DmarcReportRow, Owner } from '@coldframe/db'
import {
  type DmarcReport,
  DmarcReportRefused,
  type FindReported,
  keepReport,
  type ReportFault,
  readDmarcReports,
} from '@coldframe/temporal/dmarc-reports'
import { errors } from '../../errors.ts'
import { daysOf } from '../signals/days.ts'
import type { DaysQuery } from '../signals/signals.schemas.ts'
import { MOST_REPORTS, MOST_SOURCE_DAYS, MOST_WARNINGS } from './dmarc.schemas.ts'

const refusals: Record<ReportFault, string> = {
  domain_not_found: 'There is no such domain.',
  period_implausible: 'The report begins before DMARC did, ends before it begins, or is of days to come.',
}

export function createDmarcService({ db, clock }: { db: Db; clock: () => Date }) {
  const findDomain =
    (owner: Owner): FindReported =>
    async (name) => {
      const [domain] = (await db.domains.list(owner, { name }, { limit: 1 })).rows
      return domain ? { owner, domainId: domain.id } : null
    }

  async function take(owner: Owner, report: DmarcReport) {
    const kept = await keepReport(db, findDomain(owner), report, clock())
    const { domain } = report.policy
    if (typeof kept === 'string')
      return { domain, report: null, isDuplicate: false, error: { code: kept, message: refusals[kept] } }
    return { domain, report: kept.report && presentReport(kept.report), isDuplicate: kept.isDuplicate, error: null }
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
      const { ownTimeOf, realTimeOf } = await db.clocks.read(owner.livemode)
      const period = daysOf(query, ownTimeOf(clock()))
      const days = await db.dmarcReports.days(owner, id, period)
      const sources = await db.dmarcReports.sources(owner, id, period, MOST_SOURCE_DAYS)
      const reports = await db.dmarcReports.list(owner, id, timesOf(period, realTimeOf), MOST_REPORTS)
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

const DAY_MS = 86_400_000

/** Reports keep their own times, which are real. */
const timesOf = ({ from, to }: Days, realTimeOf: (at: Date) => Date) => ({
  from: realTimeOf(new Date(from)),
  before: realTimeOf(new Date(Date.parse(to) + DAY_MS)),
})

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

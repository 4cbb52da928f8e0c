import type { DmarcSourceDay, NewDmarcReport } from '@coldframe/db'
import { type DmarcReport, keyOfReport } from './dmarc-report.ts'
import { MOST_WARNINGS } from './limits.ts'

/** No receiver gets more from one address in a day; whoever writes more must not spoil every sum. */
const MOST_MESSAGES = 1_000_000_000

/** The report by source, as it is kept, on the day on which it began. */
export function sumReport(report: DmarcReport, domainId: string, day: string): NewDmarcReport {
  const { orgName, reportId, period, policy, warnings } = report
  const sources = sourcesOf(report, day)
  const sum = (name: 'messages' | 'passed') => sources.reduce((total, source) => total + source[name], 0)
  return {
    domainId,
    key: keyOfReport(report),
    orgName: storable(orgName),
    reportId: storable(reportId),
    beginsAt: period.begin,
    endsAt: period.end,
    policy: policy.p,
    messages: sum('messages'),
    passed: sum('passed'),
    warnings: warnings.slice(0, MOST_WARNINGS).map(storable),
    sources,
  }
}

const storable = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed().slice(0, 5_000)

function sourcesOf({ records }: DmarcReport, day: string): DmarcSourceDay[] {
  const sources = new Map<string, DmarcSourceDay>()
  for (const record of records) {
    const sourceIp = storable(record.sourceIp).slice(0, 100).toLowerCase()
    const source = sources.get(sourceIp) ?? { day, sourceIp, ...none }
    sources.set(sourceIp, source)
    const count = Math.min(record.count, MOST_MESSAGES)
    source.messages += count
    if (record.dkim === 'pass') source.dkimAligned += count
    if (record.spf === 'pass') source.spfAligned += count
    if (record.dkim === 'pass' || record.spf === 'pass') source.passed += count
    if (record.disposition === 'quarantine') source.quarantined += count
    if (record.disposition === 'reject') source.rejected += count
  }
  return [...sources.values()]
}

const none = { messages: 0, passed: 0, dkimAligned: 0, spfAligned: 0, quarantined: 0, rejected: 0 }

import type { Db } from '@coldframe/db'
import type { Logger } from 'pino'
import { DmarcReportRefused, type FindReported, keepReport, readDmarcReports } from '../dmarc-reports/read-reports.ts'
import type { ReportMailbox } from '../providers/reports/report-mailbox.ts'

/** An hour's work; what is left waits for the next. */
const MOST_MESSAGES = 1_000

interface ReportMail {
  db: Pick<Db, 'clocks' | 'domains' | 'dmarcReports'>
  livemode: boolean
  mailbox: ReportMailbox
  log: Pick<Logger, 'info'>
  now?: () => Date
}

/** Reads what receivers have sent to our report address, for whatever account's domain it is. What is no report is passed over. */
export async function readReportMail({
  db,
  livemode,
  mailbox,
  log,
  now = () => new Date(),
}: ReportMail): Promise<void> {
  const findDomain: FindReported = async (name) => {
    const holder = await db.domains.findHolder(livemode, name)
    return holder && { owner: { accountId: holder.accountId, livemode }, domainId: holder.id }
  }
  const tally = { kept: 0, duplicate: 0, refused: 0 }
  const messages = await mailbox.takeNew(MOST_MESSAGES, async (raw) => {
    for (const report of await reportsIn(raw)) {
      const kept = await keepReport(db, findDomain, report, now())
      tally[typeof kept === 'string' ? 'refused' : kept.isDuplicate ? 'duplicate' : 'kept']++
    }
  })
  if (messages > 0) log.info({ livemode, messages, ...tally }, 'Aggregate reports were read')
}

async function reportsIn(raw: Buffer) {
  try {
    return (await readDmarcReports(raw)).reports
  } catch (error) {
    // Anybody can write to a public address.
    if (error instanceof DmarcReportRefused) return []
    throw error
  }
}

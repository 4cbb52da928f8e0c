import { dispositions } from '@coldframe/db'
import { z } from 'zod'
import { exampleIds, id, sentence, Timestamp, text, word } from '../../schemas.ts'

/** What reading a report is bounded by: `temporal/src/dmarc-reports/limits.ts`. */
export const REPORT_LIMIT = 8 * 1024 * 1024
export const MOST_REPORTS = 100
export const MOST_SOURCE_DAYS = 1_000
export const MOST_WARNINGS = 100

/** Reporters may write any number. */
const messages = (description: string) =>
  z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ format: 'int64', description })

const Disposition = z.enum(dispositions).meta({
  id: 'DmarcDisposition',
  description: 'What is to be done with mail that fails DMARC.',
})

const DmarcReport = z
  .object({
    id: id('report', exampleIds.dmarcReport),
    domainId: id('domain', exampleIds.domain),
    orgName: text(5_000).meta({ description: 'Who reports.', examples: ['google.com'] }),
    reportId: text(5_000).meta({ description: 'The reporter’s own.' }),
    beginsAt: Timestamp,
    endsAt: Timestamp,
    policy: Disposition.nullable().meta({
      description: 'As the reporter saw it published; null where it does not say.',
    }),
    messages: messages('Messages that it tells of.'),
    passed: messages('Those of them that passed DMARC.'),
    warnings: z
      .array(sentence())
      .max(MOST_WARNINGS)
      .meta({ description: 'What was wrong with the report, and how it was read.' }),
    createdAt: Timestamp.meta({ description: 'When it came.' }),
  })
  .meta({ id: 'DmarcReport', description: 'An aggregate report of one receiver (RFC 9990).' })

const Refusal = z
  .object({
    code: word().meta({ description: '`domain_not_found` or `period_implausible`.', examples: ['domain_not_found'] }),
    message: sentence(),
  })
  .meta({ id: 'DmarcReportRefusal', description: 'Why a report was not counted.' })

const Result = z
  .object({
    domain: text(255).meta({ description: 'The domain that the report is about.', examples: ['getacme.com'] }),
    report: DmarcReport.nullable().meta({ description: 'Null when it was refused.' }),
    isDuplicate: z.boolean().meta({ description: 'It had come before, and was not counted again.' }),
    error: Refusal.nullable().meta({ description: 'Null when it was taken.' }),
  })
  .meta({ id: 'DmarcReportResult', description: 'What became of one report.' })

export const DmarcReportResults = z
  .object({
    results: z.array(Result).max(50).meta({ description: 'One for each report in the file.' }),
    warnings: z.array(sentence()).max(MOST_WARNINGS).meta({ description: 'Of files in it that hold no report.' }),
  })
  .meta({ id: 'DmarcReportResults', description: 'What became of a file.' })

const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-01'] })

const counts = {
  messages: messages('Messages that receivers told of.'),
  passed: messages('Those that passed DMARC: by DKIM, by SPF, or by both.'),
  dkimAligned: messages('Those with a valid DKIM signature of the domain.'),
  spfAligned: messages('Those that SPF lets the domain send.'),
  quarantined: messages('Those that receivers put into spam for it.'),
  rejected: messages('Those that receivers refused for it.'),
}

const Totals = z
  .object({
    ...counts,
    passRate: z.number().min(0).max(1).nullable().meta({
      description: 'Passed of all; null where nobody reported, which is not the same as zero.',
      format: 'double',
    }),
  })
  .meta({ id: 'DmarcTotals', description: 'All sources together.' })

export const Dmarc = z
  .object({
    domainId: id('domain', exampleIds.domain),
    from: day(),
    to: day(),
    totals: Totals,
    days: z
      .array(
        z
          .object({ day: day(), ...counts })
          .meta({ id: 'DmarcDay', description: 'One day (UTC), all sources together.' }),
      )
      .max(100)
      .meta({ description: 'Oldest first. A day of which nobody reported has no entry.' }),
    sources: z
      .array(
        z
          .object({ day: day(), sourceIp: text(100).meta({ examples: ['203.0.113.7'] }), ...counts })
          .meta({ id: 'DmarcSource', description: 'What one address sent on one day.' }),
      )
      .max(MOST_SOURCE_DAYS)
      .meta({ description: 'The newest day first, then who sent most.' }),
    reports: z.array(DmarcReport).max(MOST_REPORTS).meta({ description: 'The newest first.' }),
  })
  .meta({ id: 'Dmarc', description: 'What receivers say of mail that names the domain as its sender.' })

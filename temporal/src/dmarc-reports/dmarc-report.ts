import { createHash } from 'node:crypto'
import { dispositions } from '@coldframe/db/enums'
import { z } from 'zod'

const Domain = z.string().max(255)
const Policy = z.enum(dispositions)
const Alignment = z.enum(['pass', 'fail'])

const DkimResult = z.object({
  domain: Domain,
  /** Optional before RFC 9990. */
  selector: z.string().nullable(),
  result: z.string(),
  humanResult: z.string().nullable(),
})

const SpfResult = z.object({
  /** Missing where only a HELO name was checked. */
  domain: Domain.nullable(),
  scope: z.string().nullable(),
  result: z.string(),
})

export const DmarcRecord = z.object({
  sourceIp: z.string(),
  count: z.int().min(0),
  /** What was done with the mail; RFC 9990 calls it `pass` when it passed, which is `none` here as before. */
  disposition: Policy,
  /** Aligned results: DMARC passes when one of them does. */
  dkim: Alignment,
  spf: Alignment,
  reasons: z.array(z.object({ type: z.string(), comment: z.string().nullable() })),
  headerFrom: Domain,
  envelopeFrom: Domain.nullable(),
  envelopeTo: Domain.nullable(),
  authResults: z.object({ dkim: z.array(DkimResult), spf: z.array(SpfResult) }),
})
export type DmarcRecord = z.output<typeof DmarcRecord>

/** An aggregate report (RFC 7489 appendix C, RFC 9990). */
export const DmarcReport = z.object({
  orgName: z.string(),
  email: z.string().nullable(),
  reportId: z.string(),
  period: z.object({ begin: z.date(), end: z.date() }),
  /** As the reporter saw it published; null where the report does not say. */
  policy: z.object({
    domain: Domain,
    p: Policy.nullable(),
    sp: Policy.nullable(),
    /** Since RFC 9990, as are the next two. */
    np: Policy.nullable(),
    isTesting: z.boolean().nullable(),
    discoveryMethod: z.string().nullable(),
    adkim: z.enum(['r', 's']).nullable(),
    aspf: z.enum(['r', 's']).nullable(),
    /** Until RFC 9989. */
    pct: z.int().min(0).max(100).nullable(),
  }),
  records: z.array(DmarcRecord),
  /** What was wrong and how it was read. */
  warnings: z.array(z.string()),
})
export type DmarcReport = z.output<typeof DmarcReport>

/** Receivers send a report again, and to several addresses: the same of these four is the same report. */
export function keyOfReport({ orgName, reportId, policy, period }: DmarcReport): string {
  const parts = [orgName.toLowerCase(), reportId, policy.domain.toLowerCase(), period.begin.getTime()]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

export type RefusalCode = 'too_large' | 'doctype' | 'not_a_report' | 'broken' | 'incomplete'

/** The one error that reading a report throws. */
export class DmarcReportRefused extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'DmarcReportRefused'
    this.code = code
  }
}

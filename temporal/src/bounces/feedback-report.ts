import type { z } from 'zod'
import { type Headers, headerOf, readHeaders } from '../mime/headers.ts'
import type { Complaint } from './bounce-report.ts'
import { addressIn } from './text/addresses.ts'

export interface FeedbackReport {
  complaint: z.output<typeof Complaint>
  reportingMta: string | null
  /** Empty where the reporter hides them. */
  addresses: string[]
}

/** Who gave them names that RFC 5965 does not know, older drafts and Cloudmark among them. */
const recipientFields = ['original-rcpt-to', 'removal-recipient', 'original-recipient', 'final-recipient']

/** Nobody complained: a message taken out of the junk folder, and failures of authentication (RFC 6591). */
const notComplaints = ['not-spam', 'auth-failure', 'dmarc']

export const isComplaintType = (feedbackType: string) => !notComplaints.includes(feedbackType)

/** `message/feedback-report` (RFC 5965). */
export function readFeedbackReport(text: string): FeedbackReport {
  const fields = readHeaders(text)
  const feedbackType = headerOf(fields, 'feedback-type').toLowerCase() || 'other'
  const field = recipientFields.find((name) => fields.has(name))
  const addresses = field === undefined ? [] : (fields.get(field) ?? []).map(addressIn)
  return {
    complaint: {
      feedbackType,
      isComplaint: isComplaintType(feedbackType),
      sourceIp: headerOf(fields, 'source-ip') || null,
      reportedDomain: headerOf(fields, 'reported-domain') || null,
      userAgent: headerOf(fields, 'user-agent') || null,
    },
    reportingMta: /[^\s;]+$/.exec(headerOf(fields, 'reporting-mta').slice(0, 500))?.[0] ?? null,
    addresses: [...new Set(addresses.filter((address) => address !== ''))],
  }
}

/** Outlook.com (JMRP) forwards the message itself, with a header of its own and without any report. */
export function findJmrpAddress(headers: Headers, returned: Headers): string | null {
  const hidden = headerOf(returned, 'x-hmxmroriginalrecipient')
  if (hidden !== '') return addressIn(hidden)
  const isJmrp = /^staff@(?:hotmail|outlook)\.com$/i.test(addressIn(headerOf(headers, 'from')))
  return isJmrp && returned.size > 0 ? addressIn(headerOf(returned, 'to')) : null
}

import type { z } from 'zod'
import { headerOf } from '../mime/headers.ts'
import type { MailPart } from '../mime/read-mail.ts'
import type { BouncedRecipient, BounceReport, Complaint } from './bounce-report.ts'
import { findJmrpAddress, isComplaintType, readFeedbackReport } from './feedback-report.ts'
import { findFeedback } from './find-reports.ts'
import { messageIdOf, returnedHeaders } from './returned-message.ts'
import type { SesNotice } from './ses-notification.ts'
import { addressesIn } from './text/addresses.ts'
import { humanTextOf } from './text/human-text.ts'

/** A complaint of a feedback loop, or null. */
export function readComplaint(mail: MailPart): BounceReport | null {
  const { returned } = humanTextOf(mail)
  const text = findFeedback(mail)
  if (text !== null) {
    const { complaint, addresses, reportingMta } = readFeedbackReport(text)
    const shown = addresses.length > 0 ? addresses : addressesIn(headerOf(returnedHeaders(returned), 'to'))
    return { ...reportOf(complaint, shown, messageIdOf(returned)), reportingMta }
  }
  const address = findJmrpAddress(mail.headers, returnedHeaders(returned))
  return address === null ? null : reportOf(complaintOf('abuse', null), [address], messageIdOf(returned))
}

export function complaintOfSes(notice: Extract<SesNotice, { kind: 'complaint' }>): BounceReport {
  return reportOf(complaintOf(notice.feedbackType, notice.userAgent), notice.addresses, notice.messageId)
}

const complaintOf = (feedbackType: string, userAgent: string | null): z.output<typeof Complaint> => ({
  feedbackType,
  isComplaint: isComplaintType(feedbackType),
  sourceIp: null,
  reportedDomain: null,
  userAgent,
})

function reportOf(
  complaint: z.output<typeof Complaint>,
  addresses: string[],
  originalMessageId: string | null,
): BounceReport {
  // Whose address is hidden complained all the same.
  const shown = addresses.length > 0 ? addresses : ['']
  const recipients = shown.map((address) => complained(address, complaint.feedbackType))
  return { kind: 'complaint', recipients, complaint, originalMessageId, reportingMta: null }
}

const complained = (address: string, feedbackType: string): BouncedRecipient => ({
  address,
  originalAddress: null,
  action: 'delivered',
  status: null,
  replyCode: null,
  diagnostic: '',
  remoteMta: null,
  class: 'other',
  permanence: 'soft',
  reason: `feedback: ${feedbackType}`,
  source: 'RFC 5965',
})

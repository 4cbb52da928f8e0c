import { z } from 'zod'
import { textOf } from '../mime/part-content.ts'
import { leavesOf, type MailPart } from '../mime/read-mail.ts'
import type { RawRecipient } from './delivery-status.ts'

const Recipient = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
})
const Mail = z.object({ messageId: z.string().optional() }).optional()

/** https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html */
const Notification = z.discriminatedUnion('notificationType', [
  z.object({
    notificationType: z.literal('Bounce'),
    bounce: z.object({ bouncedRecipients: z.array(Recipient).max(1_000), reportingMTA: z.string().optional() }),
    mail: Mail,
  }),
  z.object({
    notificationType: z.literal('Complaint'),
    complaint: z.object({
      complainedRecipients: z.array(Recipient).max(1_000),
      complaintFeedbackType: z.string().nullish(),
      userAgent: z.string().nullish(),
    }),
    mail: Mail,
  }),
])

const Envelope = z.object({ Type: z.literal('Notification'), Message: z.string() })

export type SesNotice =
  | { kind: 'bounce'; recipients: RawRecipient[]; reportingMta: string | null; messageId: string | null }
  | { kind: 'complaint'; addresses: string[]; feedbackType: string; userAgent: string | null; messageId: string | null }

const MOST_CHARACTERS = 256 * 1024

/** Amazon SES tells bounces and complaints through SNS, which can send its JSON as mail. */
export function findSesNotice(mail: MailPart): SesNotice | null {
  const part = leavesOf(mail).find(isJson)
  // sendmail breaks lines over 990 characters with "!", a line end and a space.
  const text = part ? textOf(part, MOST_CHARACTERS).replace(/!\n ?/g, '') : ''
  const envelope = Envelope.safeParse(readJson(text))
  const told = Notification.safeParse(readJson(envelope.data?.Message ?? text))
  return told.success ? noticeOf(told.data) : null
}

const isJson = ({ type, body }: MailPart) => type === 'text/plain' && body.slice(0, 200).trimStart().startsWith('{')

function noticeOf(told: z.output<typeof Notification>): SesNotice {
  const messageId = told.mail?.messageId ?? null
  if (told.notificationType === 'Complaint') {
    const { complainedRecipients, complaintFeedbackType, userAgent } = told.complaint
    const addresses = complainedRecipients.map(({ emailAddress }) => emailAddress)
    const feedbackType = complaintFeedbackType?.toLowerCase() || 'abuse'
    return { kind: 'complaint', addresses, feedbackType, userAgent: userAgent ?? null, messageId }
  }
  const { bouncedRecipients, reportingMTA } = told.bounce
  const reportingMta = reportingMTA?.replace(/^\w{1,10}; ?/, '') ?? null
  return { kind: 'bounce', recipients: bouncedRecipients.map(recipientOf), reportingMta, messageId }
}

const recipientOf = (one: z.output<typeof Recipient>): RawRecipient => ({
  address: one.emailAddress,
  originalAddress: null,
  action: 'failed',
  status: one.status ?? '',
  diagnostic: (one.diagnosticCode ?? '').replace(/^smtp; ?/, ''),
  remoteMta: null,
})

/** The text after the JSON (how to unsubscribe) is no part of it. */
function readJson(text: string): unknown {
  const end = text.lastIndexOf('}')
  if (end < 0) return null
  try {
    return JSON.parse(text.slice(0, end + 1))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

import { textOf } from '../mime/part-content.ts'
import { leavesOf, type MailPart, readPart } from '../mime/read-mail.ts'
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.ts'
import { isFromMailSystem } from './mail-origin.ts'

/** More than any report needs; the message that it gives back may be large. */
const MOST_STATUS_CHARACTERS = 512 * 1024
const MOST_INNER_CHARACTERS = 2 * 1024 * 1024

const isStatus = ({ type }: MailPart) => /^message\/(?:global-)?delivery-status$/.test(type)

/** The machine-readable part of a report (RFC 6522), or null; from a mail system also when its fields stand in the text. */
export function findDeliveryStatus(mail: MailPart): DeliveryStatus | null {
  const texts = leavesOf(mail)
    .filter(isStatus)
    .map((part) => textOf(part, MOST_STATUS_CHARACTERS))
  if (texts.length > 0) return readDeliveryStatus(texts.join('\n\n'))
  return isFromMailSystem(mail.headers) ? findInText(mail) : null
}

/** Relays and mailing lists flatten reports: then its fields stand in the text. */
function findInText(mail: MailPart): DeliveryStatus | null {
  const texts = leavesOf(mail).filter(({ type }) => type === 'text/plain')
  const text = texts.map((part) => textOf(part, MOST_STATUS_CHARACTERS)).find((one) => FIELDS.test(one))
  const at = text?.search(FIELDS) ?? -1
  if (text === undefined || at < 0) return null
  const status = readDeliveryStatus(text.slice(at))
  return status.recipients.length + status.nameless.length > 0 ? status : null
}

const FIELDS = /^(?:reporting-mta|final-recipient|original-recipient|action): ?\S/im

/** A report that came wrapped in another mail of a mail system, as gateways and scanners do. */
export function innerMails(mail: MailPart): MailPart[] {
  const wrapped = leavesOf(mail).filter(({ type }) => type === 'message/rfc822')
  return wrapped.slice(0, 3).map((part) => readPart(part.body.slice(0, MOST_INNER_CHARACTERS).trimStart(), 0))
}

export function findFeedback(mail: MailPart): string | null {
  const part = leavesOf(mail).find(({ type }) => type === 'message/feedback-report')
  return part ? textOf(part, MOST_STATUS_CHARACTERS) : null
}

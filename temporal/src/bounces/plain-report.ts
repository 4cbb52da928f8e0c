import { headerOf } from '../mime/headers.ts'
import { leavesOf, type MailPart } from '../mime/read-mail.ts'
import { isFromMailSystem, isFromServer, subjectSaysFailure } from './mail-origin.ts'
import type { HumanText } from './text/human-text.ts'
import { readNamedRecipients } from './text/read-recipients.ts'

/** What no answer of a person says without need, in the languages of the servers. */
const FAILURE =
  /deliver|reject|refus|bounce|fail|unknown|invalid|quota|mailbox|recipient|no such|not exist|not a valid|zustell|livr|remis|entreg|consegn|dostarc|достав|配信|宛先|投递|退信/i
const CODE = /(?<![\d.])(?:[45]\d\d[ -]|[45]\.\d\.\d{1,3}(?![\d.]))/

/**
 * Whether a mail without a delivery status tells what became of one of ours. Shops write of failed deliveries, people are
 * called postmaster, and answering machines have an empty return path (RFC 3834 section 3.3): one sign is not enough.
 */
export function isPlainReport(mail: MailPart, human: HumanText): boolean {
  const { said, returned } = human
  if (!isFromMailSystem(mail.headers)) return givesBack(mail, human)
  if (isReceipt(mail)) return FAILURE.test(said)
  if (returned !== '') return true
  if (!isFromServer(mail.headers)) return readNamedRecipients(said).length > 0
  return subjectSaysFailure(mail.headers) || CODE.test(said) || FAILURE.test(said)
}

/** Of a person who read it or not (RFC 8098). Dovecot refuses in this form too. */
const isReceipt = (mail: MailPart) => leavesOf(mail).some(({ type }) => type === 'message/disposition-notification')

/** Gateways that send under a name of their own still say that they failed, and give the message back. */
const givesBack = ({ headers }: MailPart, { said, returned }: HumanText) =>
  returned !== '' &&
  !headers.has('in-reply-to') &&
  !/^(?:re|aw|fwd?|wg):/i.test(headerOf(headers, 'subject')) &&
  /(?:could not be|was not|cannot be|not able to be) delivered|unable to deliver|delivery (?:has )?failed|undeliverable/i.test(
    said,
  )

export const isDelay = (mail: MailPart, { said }: HumanText) =>
  /delay|warning/i.test(headerOf(mail.headers, 'subject')) ||
  /warning message only|has been delayed|will (?:be retried|keep trying|continue to try)|do not need to resend/i.test(
    said,
  )

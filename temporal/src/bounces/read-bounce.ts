import { type MailPart, readMail } from '../mime/read-mail.ts'
import type { BouncedRecipient, BounceKind, BounceReport } from './bounce-report.ts'
import type { DeliveryStatus, RawRecipient } from './delivery-status.ts'
import { findDeliveryStatus, innerMails } from './find-reports.ts'
import { judgeRecipient } from './judge-recipient.ts'
import { isAutoReply, isFromMailSystem, isFromServer, subjectSaysFailure } from './mail-origin.ts'
import { isDelay, isPlainReport } from './plain-report.ts'
import { complaintOfSes, readComplaint } from './read-complaint.ts'
import { messageIdOf } from './returned-message.ts'
import { findSesNotice } from './ses-notification.ts'
import { type HumanText, humanTextOf } from './text/human-text.ts'
import { namedIn } from './text/named-recipients.ts'
import type { NamedRecipient } from './text/read-recipients.ts'

export type { BouncedRecipient, BounceReport } from './bounce-report.ts'
export { bounceKinds, recipientActions } from './bounce-report.ts'
export { judgeDiagnostic } from './judge-diagnostic.ts'
export { senderAddressesOf } from './sender-addresses.ts'
export { digestOf, MOST_RECIPIENTS, type Sender, signalsOfReport, storable } from './signals-of-report.ts'

/** A report tells what happened before it gives the message back: the rest of a large one is not needed. */
const MOST_BYTES = 4 * 1024 * 1024

const NONE: BounceReport = {
  kind: 'none',
  recipients: [],
  complaint: null,
  originalMessageId: null,
  reportingMta: null,
}

/**
 * What a mail says about mail that we sent: a bounce, a delay, a receipt (RFC 3464, and the texts of servers that do
 * not know it), a complaint (RFC 5965), an automatic reply (RFC 3834), or nothing. Takes any bytes and never throws.
 */
export function readBounce(bytes: Uint8Array): BounceReport {
  const mail = readMail(bytes.subarray(0, MOST_BYTES))
  return readComplaint(mail) ?? readStatus(mail) ?? readSes(mail) ?? readPlain(mail)
}

function readSes(mail: MailPart): BounceReport | null {
  const notice = findSesNotice(mail)
  if (!notice) return null
  if (notice.kind === 'complaint') return complaintOfSes(notice)
  const report = finish({ said: '', returned: '' }, notice.recipients, [], notice.reportingMta)
  return { ...report, originalMessageId: notice.messageId }
}

function readStatus(mail: MailPart): BounceReport | null {
  const status = findDeliveryStatus(mail)
  if (status) return reportOf(mail, status)
  if (!isFromMailSystem(mail.headers)) return null
  for (const inner of innerMails(mail)) {
    const innerStatus = isFromMailSystem(inner.headers) ? findDeliveryStatus(inner) : null
    if (innerStatus) return reportOf(inner, innerStatus)
  }
  return null
}

function reportOf(mail: MailPart, status: DeliveryStatus): BounceReport {
  const human = humanTextOf(mail)
  const named = namedIn(mail, human)
  const raw = status.recipients.length > 0 ? status.recipients : withNames(status.nameless[0], named)
  const report = finish(human, unique(raw), named, status.reportingMta)
  const hasFailed = status.nameless.some(({ action }) => action === 'failed')
  return raw.length === 0 && hasFailed ? { ...report, kind: 'bounce' } : report
}

/** The report has no address, its text or its headers may have one. */
const withNames = (nameless: RawRecipient | undefined, named: NamedRecipient[]): RawRecipient[] =>
  named.map(({ address }) => ({ ...(nameless ?? untold('failed')), address }))

const untold = (action: RawRecipient['action']): RawRecipient => ({
  address: '',
  originalAddress: null,
  action,
  status: '',
  diagnostic: '',
  remoteMta: null,
})

function readPlain(mail: MailPart): BounceReport {
  if (isAutoReply(mail.headers)) return { ...NONE, kind: 'auto_reply' }
  const human = humanTextOf(mail)
  if (!isPlainReport(mail, human)) return NONE
  const named = namedIn(mail, human)
  if (named.length === 0) return saysFailure(mail) ? { ...NONE, kind: 'bounce' } : NONE
  const action = isDelay(mail, human) ? 'delayed' : 'failed'
  return finish(
    human,
    named.map(({ address }) => ({ ...untold(action), address })),
    named,
    null,
  )
}

/** A mail system that says in the subject that it failed: a bounce even when it does not name anybody. */
const saysFailure = ({ headers }: MailPart) => isFromServer(headers) && subjectSaysFailure(headers)

function finish(
  human: HumanText,
  raw: RawRecipient[],
  named: NamedRecipient[],
  reportingMta: string | null,
): BounceReport {
  const byAddress = new Map(named.map((one) => [one.address.toLowerCase(), one.text]))
  const whole = raw.length === 1 ? human.said : ''
  const recipients = raw.map((one) =>
    judgeRecipient(one, { own: byAddress.get(one.address.toLowerCase()) ?? '', whole }),
  )
  return {
    kind: kindOf(recipients),
    recipients,
    complaint: null,
    originalMessageId: messageIdOf(human.returned),
    reportingMta,
  }
}

function kindOf(recipients: BouncedRecipient[]): BounceKind {
  if (recipients.some(({ action }) => action === 'failed')) return 'bounce'
  if (recipients.some(({ action }) => action === 'delayed')) return 'delay'
  return recipients.length > 0 ? 'delivered' : 'none'
}

const unique = (raw: RawRecipient[]) => [...new Map(raw.map((one) => [one.address.toLowerCase(), one])).values()]

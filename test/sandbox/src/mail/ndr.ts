import { randomBytes } from 'node:crypto'
import { newInternetMessageId } from './compose.ts'
import { decodeWords, headerOf, headersOf } from './parse.ts'

export interface Refusal {
  recipient: string
  /** Enhanced status code (RFC 3463). */
  code: string
  text: string
}

/** Who writes bounces inside Exchange Online. */
const writer = 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e'

/** A delivery status notification (RFC 3464) about one message. */
export function bounceMessage(
  original: Buffer,
  sender: string,
  tenantDomain: string,
  refusals: Refusal[],
  nowMs: number,
) {
  const headers = headersOf(original)
  const boundary = `_ndr_${randomBytes(12).toString('hex')}`
  const subject = decodeWords(headerOf(headers, 'subject') ?? '')
  const head = [
    `From: Microsoft Outlook <${writer}@${tenantDomain}>`,
    `To: <${sender}>`,
    `Date: ${new Date(nowMs).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${newInternetMessageId()}`,
    `In-Reply-To: ${headerOf(headers, 'message-id') ?? ''}`,
    `Subject: =?UTF-8?B?${Buffer.from(`Undeliverable: ${subject}`).toString('base64')}?=`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
  ]
  const parts = [
    ['Content-Type: text/plain; charset=utf-8', '', ...refusals.map(explanation)],
    ['Content-Type: message/delivery-status', '', `Reporting-MTA: dns;${tenantDomain}`, ...refusals.flatMap(status)],
    ['Content-Type: text/rfc822-headers', '', original.toString('latin1').split(/\r?\n\r?\n/)[0] ?? ''],
  ]
  const body = parts.flatMap((part) => [`--${boundary}`, ...part, ''])
  return Buffer.from([...head, '', ...body, `--${boundary}--`, ''].join('\r\n'), 'latin1')
}

const explanation = ({ recipient, text }: Refusal) =>
  `Your message to ${recipient} couldn't be delivered.\r\n\r\nRemote Server returned '${text}'`

const status = ({ recipient, code, text }: Refusal) => [
  '',
  `Final-Recipient: rfc822;${recipient}`,
  'Action: failed',
  `Status: ${code}`,
  `Diagnostic-Code: smtp;${text}`,
]

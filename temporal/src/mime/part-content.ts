import { decodeCharset } from './charset.ts'
import { headerOf } from './headers.ts'
import type { MailPart } from './read-mail.ts'

/** The content of a part without its transfer encoding (RFC 2045 section 6); an unknown encoding counts as none. */
export function bytesOf(part: MailPart): Buffer {
  const encoding = headerOf(part.headers, 'content-transfer-encoding').toLowerCase()
  if (encoding.startsWith('base64')) return Buffer.from(part.body, 'base64')
  if (encoding.startsWith('quoted-printable')) return Buffer.from(decodeQuotedPrintable(part.body), 'latin1')
  return Buffer.from(part.body, 'latin1')
}

/** As text, with its lines ended by LF. */
export function textOf(part: MailPart, mostCharacters = Number.POSITIVE_INFINITY): string {
  const text = decodeCharset(bytesOf(part), part.parameters.get('charset') ?? '').slice(0, mostCharacters)
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

const decodeQuotedPrintable = (text: string) =>
  text
    .replace(/=[ \t]{0,20}\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_code, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

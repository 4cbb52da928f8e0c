import { type Headers, headerOf, readHeaders, readParameters } from './headers.ts'
import { splitParts } from './split-parts.ts'

/** Of a mail or of one part. `body` holds the bytes as they stand in the mail, one character each (latin1), lines ended by LF. */
export interface MailPart {
  headers: Headers
  /** `text/plain` when nothing is said (RFC 2045 section 5.2). */
  type: string
  parameters: ReadonlyMap<string, string>
  body: string
  /** Of a multipart; empty in all others, `message/rfc822` too: whose content is read by another call. */
  parts: MailPart[]
}

/** Real reports nest two or three deep. */
const MOST_DEPTH = 8

/**
 * A thin MIME walk (RFC 2045, 2046) that keeps every part as it is, `message/delivery-status` and the returned message included,
 * and whose work grows with the size of the mail only: postal-mime 4.0 needs 10 s and 2 GB for one megabyte of empty
 * lines, and loses the parts of a mail whose boundary is not quite the one announced; mailparser drops delivery reports.
 */
export function readMail(bytes: Uint8Array): MailPart {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return readPart(plainLines(text).replace(/^(?:[ \t]*\n)+/, ''), 0)
}

/** CR LF, and the lone CR of old Macs, as LF. */
const plainLines = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

export function readPart(text: string, depth: number): MailPart {
  const { head, body } = splitHead(text)
  const headers = readHeaders(head)
  const { value, parameters } = readParameters(headerOf(headers, 'content-type'))
  const type = value.includes('/') ? value : 'text/plain'
  const isOpened = type.startsWith('multipart/') && depth < MOST_DEPTH
  const inner = isOpened ? splitParts(body, parameters.get('boundary') ?? '') : []
  return { headers, type, parameters, body, parts: inner.map((part) => readPart(part, depth + 1)) }
}

/** A head ends at the first empty line; a part may have none at all. */
function splitHead(text: string): { head: string; body: string } {
  if (text.startsWith('\n')) return { head: '', body: text.slice(1) }
  const end = text.indexOf('\n\n')
  return end < 0 ? { head: text, body: '' } : { head: text.slice(0, end), body: text.slice(end + 2) }
}

/** Every part that is no multipart, in the order of the mail. */
export function leavesOf(part: MailPart): MailPart[] {
  return part.parts.length > 0 ? part.parts.flatMap(leavesOf) : [part]
}

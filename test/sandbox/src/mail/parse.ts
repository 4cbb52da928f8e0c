import addressparser from 'nodemailer/lib/addressparser'

export interface Mailbox {
  name: string
  address: string
}

export interface Header {
  name: string
  value: string
}

/** What a mailbox shows of a message without opening it. */
export interface Parsed {
  internetMessageId: string
  subject: string
  from: Mailbox
  to: Mailbox[]
  cc: Mailbox[]
  sentAt: number
  preview: string
}

/** Header fields in their order, unfolded (RFC 5322 section 2.2.3). */
export function headersOf(raw: Buffer): Header[] {
  const text = raw.toString('utf8')
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const unfolded = text.slice(0, end).replaceAll(/\r?\n(?=[ \t])/g, '')
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':')
    return colon > 0 ? [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }] : []
  })
}

export const headerOf = (headers: Header[], name: string) =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value

export const addressesIn = (value: string | undefined): Mailbox[] =>
  addressparser(value ?? '', { flatten: true }).flatMap((one) =>
    one.address === undefined || one.address === '' ? [] : [{ name: decodeWords(one.name), address: one.address }],
  )

/** RFC 2047 encoded words. */
export function decodeWords(text: string): string {
  const joined = text.replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
  return joined.replaceAll(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_all, _charset, encoding: string, body: string) =>
    encoding.toUpperCase() === 'B'
      ? Buffer.from(body, 'base64').toString('utf8')
      : decodeQuoted(body.replaceAll('_', ' ')),
  )
}

const decodeQuoted = (text: string) =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** The first text part, decoded. */
export function bodyText(raw: Buffer): string {
  const text = raw.toString('latin1')
  const split = /\r?\n\r?\n/.exec(text)
  if (!split) return ''
  const headers = headersOf(raw)
  const body = text.slice(split.index + split[0].length)
  const boundary = /boundary="?([^";]+)"?/i.exec(headerOf(headers, 'content-type') ?? '')?.[1]
  if (boundary !== undefined) {
    const [, first = ''] = body.split(`--${boundary}`)
    return bodyText(Buffer.from(first.replace(/^\r?\n/, ''), 'latin1'))
  }
  return decodeBody(body, headerOf(headers, 'content-transfer-encoding') ?? '7bit')
}

function decodeBody(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8')
  if (/quoted-printable/i.test(encoding)) return decodeQuoted(body.replaceAll(/=\r?\n/g, ''))
  return Buffer.from(body, 'latin1').toString('utf8')
}

export function parseMessage(raw: Buffer): Parsed {
  const headers = headersOf(raw)
  const [from = { name: '', address: '' }] = addressesIn(headerOf(headers, 'from'))
  return {
    internetMessageId: headerOf(headers, 'message-id') ?? '',
    subject: decodeWords(headerOf(headers, 'subject') ?? ''),
    from,
    to: addressesIn(headerOf(headers, 'to')),
    cc: addressesIn(headerOf(headers, 'cc')),
    sentAt: Date.parse(headerOf(headers, 'date') ?? '') || 0,
    preview: bodyText(raw).replaceAll(/\s+/g, ' ').trim().slice(0, 255),
  }
}

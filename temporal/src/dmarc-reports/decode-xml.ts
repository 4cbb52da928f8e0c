import { decodeCharset } from '../mime/charset.ts'

/** The text of a document, by its byte order mark or declaration, and whether bytes had to be replaced. */
export function decodeXml(bytes: Buffer): { text: string; isDamaged: boolean } {
  const text = decodeCharset(bytes, charsetOf(bytes))
  return { text, isDamaged: text.includes('\ufffd') }
}

function charsetOf(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 200)
  if (start.startsWith('\xff\xfe') || /^<\0/.test(start)) return 'utf-16le'
  if (start.startsWith('\xfe\xff') || /^\0</.test(start)) return 'utf-16be'
  const declared = /^[^<]{0,3}<\?xml[^>]{0,100}encoding=["']([\w.-]{1,40})["']/.exec(start)?.[1] ?? 'utf-8'
  // A declaration that can be read as single bytes is wrong when it says UTF-16.
  return /^utf-?16|^ucs/i.test(declared) ? 'utf-8' : declared
}

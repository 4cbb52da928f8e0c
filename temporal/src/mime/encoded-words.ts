import { decodeCharset } from './charset.ts'

/** RFC 2047 section 2 bounds a word at 75 characters; longer ones are seen, and bounded all the same. */
const WORD = /=\?([\w.:*-]{1,40})\?([bq])\?([^?]{0,2000})\?=(?:\s{1,8}(?==\?[\w.:*-]{1,40}\?[bq]\?))?/gi

/** Encoded words (RFC 2047) in a header value; those that cannot be read stay as they are. */
export function decodeWords(value: string): string {
  return value.replace(WORD, (_word, charset: string, encoding: string, text: string) =>
    decodeCharset(encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : decodeQ(text), charset),
  )
}

const decodeQ = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replace(/=([0-9a-f]{2})/gi, (_hex, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  )

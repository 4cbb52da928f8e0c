import { decodeWords } from './encoded-words.ts'

/** Enough for any real header block; what comes after is not looked at, so that work stays bounded. */
const MOST_HEADER_CHARACTERS = 256 * 1024
/** Enough for any real value of Content-Type. */
const MOST_VALUE_CHARACTERS = 2_000

/** Names in lower case, values unfolded, in the order in which they stand. */
export type Headers = ReadonlyMap<string, readonly string[]>

/** A block of `Name: value` lines (RFC 5322 section 2.2), also the blocks of RFC 3464 and RFC 5965. */
export function readHeaders(block: string): Headers {
  const headers = new Map<string, string[]>()
  for (const line of unfold(block.slice(0, MOST_HEADER_CHARACTERS)).split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const values = headers.get(name)
    const value = line.slice(colon + 1).trim()
    if (values) values.push(value)
    else headers.set(name, [value])
  }
  return headers
}

const unfold = (block: string) => block.replace(/\n[ \t]+/g, ' ')

export const headerOf = (headers: Headers, name: string): string => headers.get(name)?.[0] ?? ''

/** The value as a reader sees it (RFC 2047). */
export const shownHeader = (headers: Headers, name: string): string => decodeWords(headerOf(headers, name))

export interface ValueWithParameters {
  value: string
  parameters: ReadonlyMap<string, string>
}

/** `text/plain; charset="utf-8"` (RFC 2045 section 5.1), value and names of parameters in lower case. */
export function readParameters(text: string): ValueWithParameters {
  const short = text.slice(0, MOST_VALUE_CHARACTERS)
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain = ''] of short.matchAll(/;\s*([^\s=;]+)\s*=\s*(?:"([^"]*)"|([^;\s]*))/g)) {
    parameters.set(name.toLowerCase(), quoted ?? plain)
  }
  return { value: (short.split(';')[0] ?? '').trim().toLowerCase(), parameters }
}

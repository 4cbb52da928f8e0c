import { isIPv4, isIPv6 } from 'node:net'
import { absoluteName, isValidName, normalName } from './names.ts'

/** Record content is kept as a zone file writes it: absolute names with the final dot, TXT as quoted strings. */

const hostTypes = ['CNAME', 'NS', 'PTR', 'DNAME']
/** RFC 1035 section 3.3: one character-string holds at most 255 bytes. */
const maximumStringBytes = 255

/** Content of a plain value (no quotes, final dots optional). */
export function contentOf(type: string, value: string): string {
  if (type === 'TXT') return quoteText(value)
  if (hostTypes.includes(type)) return absoluteName(value)
  if (type === 'MX' || type === 'SRV') return absoluteLastWord(value)
  return value
}

/** Plain value of a content: what the product calls presentation form without quotes. */
export function plainValueOf(type: string, content: string): string {
  if (type === 'TXT') return Buffer.concat(textBytes(content)).toString()
  if (hostTypes.includes(type) || type === 'MX' || type === 'SRV') return content.toLowerCase().replace(/\.$/, '')
  return content
}

function quoteText(text: string): string {
  return cutString(Buffer.from(text))
    .map((part) => `"${escapeText(part)}"`)
    .join(' ')
}

function cutString(bytes: Buffer) {
  const parts = []
  for (let start = 0; start === 0 || start < bytes.length; start += maximumStringBytes) {
    parts.push(bytes.subarray(start, start + maximumStringBytes))
  }
  return parts
}

function escapeText(bytes: Buffer) {
  return [...bytes].map(escapeByte).join('')
}

/** RFC 1035 section 5.1: `\X` for a special character, `\DDD` for a byte that is not printable ASCII. */
function escapeByte(byte: number) {
  if (byte < 32 || byte > 126) return `\\${String(byte).padStart(3, '0')}`
  const character = String.fromCharCode(byte)
  return character === '"' || character === '\\' ? `\\${character}` : character
}

/** The strings of a TXT content; a string that is too long for the wire is cut, as PowerDNS does when it answers. */
export function textBytes(content: string): Buffer[] {
  const strings = content.match(/"(?:[^"\\]|\\.)*"/g) ?? []
  return strings.flatMap((quoted) => cutString(unescapeText(quoted.slice(1, -1))))
}

function unescapeText(text: string) {
  const parts = text.split(/(\\\d{3}|\\.)/)
  return Buffer.concat(
    parts.map((part) => {
      if (/^\\\d{3}$/.test(part)) return Buffer.from([Number(part.slice(1)) & 255])
      return Buffer.from(part.startsWith('\\') ? part.slice(1) : part)
    }),
  )
}

function absoluteLastWord(value: string) {
  const words = value.trim().split(/\s+/)
  return [...words.slice(0, -1), absoluteName(words.at(-1) ?? '')].join(' ')
}

/** Whether `content` is what a zone file may hold for `type`; types without a rule of their own are refused. */
export function isValidContent(type: string, content: string): boolean {
  return contentRules[type]?.(content) ?? false
}

const isNumber = (text: string | undefined, maximum: number) =>
  text !== undefined && /^\d+$/.test(text) && Number(text) <= maximum
const isAbsolute = (name: string | undefined) =>
  name?.endsWith('.') === true && (name === '.' || isValidName(normalName(name)))
const isQuoted = (content: string) => /^"(?:[^"\\]|\\.)*"(?: "(?:[^"\\]|\\.)*")*$/.test(content)

const contentRules: Record<string, (content: string) => boolean> = {
  A: isIPv4,
  AAAA: isIPv6,
  CNAME: isAbsolute,
  DNAME: isAbsolute,
  NS: isAbsolute,
  PTR: isAbsolute,
  MX: (content) => {
    const [preference, host, ...rest] = content.split(/\s+/)
    return rest.length === 0 && isNumber(preference, 65_535) && isAbsolute(host)
  },
  SRV: (content) => {
    const [priority, weight, port, host, ...rest] = content.split(/\s+/)
    const numbers = [priority, weight, port].every((word) => isNumber(word, 65_535))
    return rest.length === 0 && numbers && isAbsolute(host)
  },
  TXT: isQuoted,
  CAA: (content) => /^(\d{1,3}) ([a-z0-9]+) "[^"]*"$/.test(content) && Number.parseInt(content, 10) < 256,
  SOA: (content) => {
    const [mname, rname, ...numbers] = content.split(/\s+/)
    const areNumbers = numbers.length === 5 && numbers.every((word) => isNumber(word, 4_294_967_295))
    return isAbsolute(mname) && isAbsolute(rname) && areNumbers
  },
}

export const knownTypes = Object.keys(contentRules)

/** Longest character-string in TXT data (RFC 1035 section 3.3). */
const LONGEST_STRING = 255

/** Types whose data ends in a host name, which PowerDNS wants absolute. */
const hostTypes = ['CNAME', 'MX', 'NS', 'PTR', 'SRV']

export function absoluteName(name: string): string {
  return name.endsWith('.') ? name : `${name}.`
}

export function relativeName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}

export function toContent(type: string, value: string): string {
  if (type === 'TXT') return quoteText(value)
  return hostTypes.includes(type) ? absoluteName(value) : value
}

export function fromContent(type: string, content: string): string {
  if (type === 'TXT') return unquoteText(content)
  return hostTypes.includes(type) ? content.replace(/\.$/, '') : content
}

/** Presentation form of RFC 1035 section 5.1: quoted strings of at most 255 bytes, other bytes as `\DDD`. */
function quoteText(value: string): string {
  const bytes = Buffer.from(value, 'utf8')
  const count = Math.max(1, Math.ceil(bytes.length / LONGEST_STRING))
  const strings = Array.from({ length: count }, (_, index) =>
    [...bytes.subarray(index * LONGEST_STRING, (index + 1) * LONGEST_STRING)].map(escapeByte).join(''),
  )
  return strings.map((text) => `"${text}"`).join(' ')
}

function escapeByte(byte: number): string {
  if (byte < 0x20 || byte > 0x7e) return `\\${String(byte).padStart(3, '0')}`
  const character = String.fromCharCode(byte)
  return character === '"' || character === '\\' ? `\\${character}` : character
}

const quoted = /"((?:[^"\\]|\\.)*)"|(\S+)/g

function unquoteText(content: string): string {
  const strings = [...content.matchAll(quoted)].map(([, inside, bare]) => inside ?? bare ?? '')
  return Buffer.concat(strings.map(unescapeText)).toString('utf8')
}

function unescapeText(text: string): Buffer {
  const parts = [...text.matchAll(/\\(\d{3})|\\(.)|([^\\])/gsu)]
  return Buffer.concat(
    parts.map(([, code, escaped, plain]) =>
      code ? Buffer.of(Number(code)) : Buffer.from(escaped ?? plain ?? '', 'utf8'),
    ),
  )
}

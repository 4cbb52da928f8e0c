/**
 * An address as reports write it, also those of old gateways (`user%host@relay`, `sales-.@docomo.ne.jp`).
 * The bounds are those of RFC 5321 section 4.5.3.1, so that each try ends soon. Only ASCII: in a text, other letters
 * may follow without a space.
 */
export const ADDRESS = String.raw`[\x21\x23-\x26\x2a\x2b\x2d\x2e\x30-\x39\x3d\x3f\x41-\x5a\x5e-\x7e]{1,64}@[a-z0-9](?:(?:[a-z0-9_-]|\.(?!\.)){0,252}[a-z0-9])?`

const anywhere = new RegExp(ADDRESS, 'i')
/** A field holds nothing else, so that it may be in any script (RFC 6531), and of a host that no name server can know. */
const whole = /^[^\s\p{C}<>()[\]@:;,"'|\\]{1,64}@[^\s\p{C}<>()[\]@:;,"'|\\]{1,254}$/u
const quoted = /^<?("[^"\n]{1,64}"@[a-z0-9.-]{1,253})>?$/i

/** The one address that a field holds; empty when it holds none, a path or a pipe. */
export function addressIn(field: string): string {
  const short = field.slice(0, 1_000).trim()
  const inQuotes = quoted.exec(short)?.[1]
  if (inQuotes !== undefined) return inQuotes
  if (/^[|/"]/.test(short)) return ''
  const bare = short.replace(/^<|>$/g, '')
  if (whole.test(bare)) return bare
  // Exchange writes X.400 and X.500 addresses with the real one wrapped in them (`IMCEASMTP-user+40example+2Ecom@relay`).
  return anywhere.exec(short.slice(0, 400))?.[0] ?? ''
}

/** All that a header names, a bounded number of them. */
export function addressesIn(field: string): string[] {
  const found = field.slice(0, 8_000).match(new RegExp(ADDRESS, 'gi')) ?? []
  return [...new Set(found.slice(0, 100))]
}

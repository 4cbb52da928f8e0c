import ipaddr from 'ipaddr.js'
import { getDomain } from 'tldts'

/** A list that is asked by DNS (RFC 5782), and what its answers mean. */
export interface Blocklist {
  /** Ours, in lower case: `dbl`. */
  name: string
  kind: 'domain' | 'ip'
  /** May hold a key: never shown. */
  zone: string
  codes: Codes
  /** An entry that the list always has, and one that it never has (RFC 5782 section 5). */
  canary: string
  negativeCanary: string
}

/** `exact`: by the whole address. `bits`: by the bits of the last octet of 127.0.0.x. */
export type Codes = { style: 'exact'; meanings: Record<string, Meaning> } | { style: 'bits'; meanings: BitMeaning[] }

export interface Meaning {
  text: string
  /** False for what the list's owner tells without calling it a listing, such as bulk mail that nobody should block. */
  isListing: boolean
}
export type BitMeaning = Meaning & { bit: number }

/** The name to ask for, with the final dot: without it a resolver tries its search domains next (c-ares issue 1268). */
export function questionOf({ kind, zone }: Pick<Blocklist, 'kind' | 'zone'>, entry: string): string {
  return `${kind === 'ip' ? reversed(entry) : entry.toLowerCase()}.${zone.replace(/\.$/, '')}.`
}

/** The entry under which a list would keep the subject: SURBL and URIBL keep registered domains only. */
export function entryOf({ kind }: Pick<Blocklist, 'kind'>, subject: string): string {
  return kind === 'ip' ? subject : (getDomain(subject, { allowPrivateDomains: true }) ?? subject)
}

/** RFC 5782 sections 2.1 and 2.4. */
function reversed(address: string): string {
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString().split('.').reverse().join('.')
  const nibbles = parsed.toByteArray().map((byte) => byte.toString(16).padStart(2, '0'))
  return [...nibbles.join('')].reverse().join('.')
}

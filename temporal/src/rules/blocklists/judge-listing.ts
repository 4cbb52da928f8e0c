import type { Blocklist, Meaning } from './blocklist.ts'

/** What a resolver said to one question. */
export type ListAnswer =
  | { outcome: 'answered'; addresses: string[] }
  /** NXDOMAIN, or a name without an address. */
  | { outcome: 'none' }
  | { outcome: 'failed'; reason: string }

export interface Answers {
  subject: ListAnswer
  canary: ListAnswer
  negativeCanary: ListAnswer
}

export interface Listing {
  /** `unknown`: this resolver cannot say. It is neither of the other two. */
  state: 'listed' | 'clear' | 'unknown'
  /** The address that was answered, where there was one. */
  code: string | null
  /** What it means, or why nothing is known; null when clear. */
  text: string | null
}

/**
 * Whether the subject is on the list. Only a resolver that sees the entry which is always there can tell that another is not there:
 * lists answer public resolvers and those who ask too much with nothing at all. And one that is said to hold what it never holds
 * is not this list but a resolver that makes answers up.
 */
export function judgeListing(list: Blocklist, { subject, canary, negativeCanary }: Answers): Listing {
  const found = readAnswer(list, subject)
  if (found.kind === 'unknown') return unknown(found.text, found.code)
  const never = readAnswer(list, negativeCanary)
  if (never.kind === 'unknown') return unknown(`The entry that is never listed: ${never.text}`, never.code)
  if (never.kind === 'listed') return unknown('The resolver says that everything is listed.', never.code)
  if (found.kind === 'listed') return { state: 'listed', code: found.code, text: found.text }
  const always = readAnswer(list, canary)
  if (always.kind === 'unknown') return unknown(`The entry that is always listed: ${always.text}`, always.code)
  if (always.kind !== 'listed') return unknown('The resolver does not see the entry that is always listed.', null)
  return { state: 'clear', code: found.code, text: found.text }
}

const unknown = (text: string, code: string | null): Listing => ({ state: 'unknown', code, text })

type Reading =
  | { kind: 'not_listed'; code: string | null; text: string | null }
  | { kind: 'listed' | 'unknown'; code: string | null; text: string }

function readAnswer(list: Blocklist, answer: ListAnswer): Reading {
  switch (answer.outcome) {
    case 'failed':
      return { kind: 'unknown', code: null, text: `No answer (${answer.reason}).` }
    case 'none':
      return { kind: 'not_listed', code: null, text: null }
    case 'answered':
      return readAddresses(list, answer.addresses)
  }
}

function readAddresses(list: Blocklist, addresses: string[]): Reading {
  const readings = addresses.map((address) => readAddress(list, address))
  const byWeight = (['refused', 'listed', 'strange', 'remark'] as const).flatMap((kind) =>
    readings.filter((reading) => reading.kind === kind),
  )
  const [heaviest] = byWeight
  if (!heaviest) return { kind: 'not_listed', code: null, text: null }
  const { code, text } = heaviest
  switch (heaviest.kind) {
    case 'listed':
      return { kind: 'listed', code, text }
    case 'remark':
      return { kind: 'not_listed', code, text }
    default:
      return { kind: 'unknown', code, text }
  }
}

interface OneReading {
  kind: 'listed' | 'remark' | 'refused' | 'strange'
  code: string
  text: string
}

/**
 * Codes that say "you may not ask". Spamhaus: https://www.spamhaus.com/resource-center/successfully-accessing-spamhauss-free-block-lists-using-a-public-dns/ ;
 * URIBL and SURBL: https://uribl.com/refused.shtml. 127.0.0.1 is no listing on any list (RFC 5782 section 5).
 */
const refusals: Record<string, string> = {
  '127.255.255.252': 'The list refuses: its zone is written wrongly.',
  '127.255.255.254': 'The list refuses: it does not answer public resolvers.',
  '127.255.255.255': 'The list refuses: this resolver asks too much.',
  '127.0.0.1': 'The list refuses this resolver.',
  '127.0.1.255': 'The list refuses: it was asked for an address, and knows domains only.',
}

function readAddress(list: Blocklist, code: string): OneReading {
  const refused = refusals[code] ?? (code.startsWith('127.255.255.') ? 'The list refuses.' : undefined)
  if (refused) return { kind: 'refused', code, text: refused }
  const meaning = code.startsWith('127.') ? meaningOf(list, code) : undefined
  if (meaning) return { kind: meaning.isListing ? 'listed' : 'remark', code, text: meaning.text }
  return { kind: 'strange', code, text: `An answer that this list does not give (${code}).` }
}

function meaningOf({ codes }: Blocklist, code: string): Meaning | undefined {
  if (codes.style === 'exact') return codes.meanings[code]
  const mask = /^127\.0\.0\.(\d{1,3})$/.exec(code)?.[1]
  const set = codes.meanings.filter(({ bit }) => mask !== undefined && (Number(mask) & bit) !== 0)
  if (set.length === 0) return undefined
  const told = set.some(({ isListing }) => isListing) ? set.filter(({ isListing }) => isListing) : set
  return { text: told.map(({ text }) => text).join('; '), isListing: told.some(({ isListing }) => isListing) }
}

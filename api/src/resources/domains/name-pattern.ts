import { createHash } from 'node:crypto'
import { faultOfLocalPart } from '@coldframe/temporal'
import { firstNames, lastNames } from './names.ts'

const DEFAULT_PATTERN = '{first}.{last}'

interface Person {
  first: string
  last: string
}

const placeholders: Record<string, (person: Person, index: number) => string> = {
  first: ({ first }) => first.toLowerCase(),
  last: ({ last }) => last.toLowerCase(),
  f: ({ first }) => first.slice(0, 1).toLowerCase(),
  l: ({ last }) => last.slice(0, 1).toLowerCase(),
  n: (_, index) => String(index + 1),
}

const fill = (pattern: string, person: Person, index: number) =>
  pattern.replace(/\{(\w+)\}/g, (text, name: string) => placeholders[name]?.(person, index) ?? text)

/** Room for the number that makes a local part one of a kind. */
const longest = { first: 'x'.repeat(12), last: 'x'.repeat(12) }
const LONGEST_NUMBER = 3

/** Whether a pattern makes local parts that the provider refuses; braces that are left over are unknown placeholders. */
export function faultOfPattern(pattern: string): boolean {
  const local = fill(pattern, longest, 99)
  return faultOfLocalPart(local) !== null || local.length + LONGEST_NUMBER > 64
}

/** The start of a list that each domain enters at another place, always the same: a byte pair of a hash of its name. */
const offsetOf = (domainName: string, part: string) =>
  createHash('sha256').update(`${part} ${domainName}`).digest().readUInt16BE(0)

const at = (list: readonly string[], index: number) => list[index % list.length] ?? ''

/** Both lists are walked in step, and shifted by one after each round: no two of the first thousands are equal. */
function personOf(domainName: string, index: number): Person {
  const round = Math.floor(index / firstNames.length)
  return {
    first: at(firstNames, offsetOf(domainName, 'first') + index),
    last: at(lastNames, offsetOf(domainName, 'last') + index + round),
  }
}

/** As many mailboxes as asked for, with the names of plausible people; the same for the same domain and pattern. */
export function nameMailboxes(domainName: string, count: number, pattern = DEFAULT_PATTERN) {
  const taken = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const person = personOf(domainName, index)
    const localPart = unique(fill(pattern, person, index).toLowerCase(), taken)
    taken.add(localPart)
    return { localPart, displayName: `${person.first} ${person.last}` }
  })
}

function unique(localPart: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? localPart : `${localPart}${number}`
    if (!taken.has(candidate) && faultOfLocalPart(candidate) === null) return candidate
  }
}

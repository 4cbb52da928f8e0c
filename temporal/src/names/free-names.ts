import { setTimeout as wait } from 'node:timers/promises'
import type { DnsLookup } from '../providers/dns/dns-lookup.ts'

/** `likely`: its top-level domain delegates it to nobody. `unknown`: DNS did not tell. */
export const availabilities = ['likely', 'unknown'] as const
export type Availability = (typeof availabilities)[number]

export interface FreeName {
  name: string
  availability: Availability
}

type Asked = Pick<DnsLookup, 'findNameservers'>

const AT_ONCE = 10
const PATIENCE_MS = 3_000

/**
 * The first `count` of these names that DNS does not delegate to anybody, in their order. A name that is registered and not used looks
 * free, so the registrar has the last word. What DNS does not tell in time is `unknown`, and never taken.
 */
export async function findFreeNames(lookup: Asked | null, names: string[], count: number): Promise<FreeName[]> {
  const done = new AbortController()
  const isLate = wait(PATIENCE_MS, 'unknown' as const, { signal: done.signal }).catch(() => 'unknown' as const)
  const ask = (name: string) => Promise.race([isLate, availabilityOf(lookup, name)])
  const free: FreeName[] = []
  for (let first = 0; first < names.length && free.length < count; first += AT_ONCE) {
    const asked = names.slice(first, first + AT_ONCE)
    const told = await Promise.all(asked.map(ask))
    free.push(...asked.flatMap((name, index) => withoutTaken(name, told[index])))
  }
  done.abort()
  return free.slice(0, count)
}

const withoutTaken = (name: string, availability: Availability | 'taken' = 'unknown'): FreeName[] =>
  availability === 'taken' ? [] : [{ name, availability }]

async function availabilityOf(lookup: Asked | null, name: string): Promise<Availability | 'taken'> {
  if (lookup === null) return 'unknown'
  try {
    return (await lookup.findNameservers(name)).length > 0 ? 'taken' : 'likely'
  } catch {
    return 'unknown'
  }
}

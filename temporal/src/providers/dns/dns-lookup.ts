import type { RecordType } from '@coldframe/db'
import type { DNSResolver } from 'mailauth'

/** What DNS answered. `failed` is "nobody could be asked", which is neither missing nor wrong. */
export type Observation =
  | { outcome: 'answered'; values: string[]; server: string }
  | { outcome: 'missing'; server: string }
  | { outcome: 'failed'; reason: string }

/** Looks at DNS as the outside world sees it. Never throws for an answer that is merely negative. */
export interface DnsLookup {
  /** Name servers to which the parent delegates `domain`, by a recursive resolver; empty when there are none. */
  findNameservers(domain: string): Promise<string[]>
  /** Asks the domain's own name servers, not a cache. Values in presentation form without quotes. */
  observe(domain: string, name: string, type: RecordType): Promise<Observation>
  /** Recursive, in the form that mailauth asks in; throws with `code: 'ENOTFOUND' | 'ENODATA' | …`. */
  resolve: DNSResolver
}

import type { Db, Domain, NewObservation, Owner, Repositories } from '@coldframe/db'
import type { Vendors } from '../../providers/providers.ts'

/** What one look at a domain's outside works with. */
export interface Look {
  db: Db
  owner: Owner
  domain: Domain
  vendors: Vendors
  /** On the mode's own clock. */
  at: Date
  /** Of `at`, in UTC. */
  today: string
}

/** What was seen. `commit` writes what belongs to it, in the transaction that keeps the observations. */
export interface Seen {
  observations: NewObservation[]
  commit?: (tx: Repositories) => Promise<void>
}

const DAY_MS = 86_400_000
export const dayOf = (at: Date) => at.toISOString().slice(0, 10)
export const daysBefore = (at: Date, days: number) => dayOf(new Date(at.getTime() - days * DAY_MS))

/** What failed, in words that may be shown: errors of vendors hold no secret, others are not ours to show. */
export const reasonOf = (error: unknown) =>
  error instanceof Error && error.name === 'ProviderError' ? error.message : 'An internal fault.'

import type { Clock, Db, Vault } from '@coldframe/db'
import type { Vendors } from '../providers/providers.ts'
import type { SuggestNames } from '../rotations/choose-name.ts'
import type { ChooseName } from './rotations.ts'

/** What activities are made from. */
export interface ActivityDeps {
  db: Db
  vault: Vault
  /** The vendors of a mode. Throws a `needs_human` ProviderError when the operator has not set them up. */
  vendors(livemode: boolean): Vendors
  /** Of the replacement that a rotation orders. */
  chooseName?: ChooseName | undefined
  /** For what a fleet orders; variants of its brand that the account never ordered unless others are given. */
  suggestNames?: SuggestNames | undefined
  /** What days are counted by; the database's own unless another is given. */
  clockOf?: (livemode: boolean) => Promise<Clock>
}

import type { Clock, Domain, Owner, Repositories, Rotation } from '@coldframe/db'

/** What one look at a rotation works with: both rows are locked, the domain's first, as everybody locks in that order. */
export interface Stage {
  tx: Repositories
  owner: Owner
  rotation: Rotation
  old: Domain
  clock: Clock
}

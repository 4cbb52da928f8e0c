import type { Owner, Repositories } from '@coldframe/db'
import { rotationNewsMessage } from '../contracts.ts'

/** Rotations that wait for this domain to take a place look at it at once. Part of the transaction of whatever has become of it. */
export async function tellRotations(tx: Repositories, owner: Owner, replacementDomainId: string): Promise<void> {
  const open = await tx.rotations.openOfDomain(owner, replacementDomainId)
  for (const rotation of open) {
    if (rotation.replacementDomainId === replacementDomainId)
      await tx.outbox.add(owner, rotationNewsMessage(rotation.id))
  }
}

import type { Owner, Repositories, Rotation } from '@coldframe/db'
import { rotationEvent } from '../activities/events.ts'
import { rotationNewsMessage } from '../contracts.ts'
import { isBeforeCutover } from '../rules/rotation/stages.ts'

/**
 * Gives a rotation up whose row is locked. Before the cutover the old domain goes on as if nothing had been; a replacement that was
 * ordered stays, as a spare. After it the successors keep their places, and the old domain rests and is not retired.
 */
export async function cancelRotation(tx: Repositories, owner: Owner, rotation: Rotation): Promise<Rotation> {
  if (isBeforeCutover(rotation.status)) await takeBack(tx, owner, rotation)
  const cancelled = await tx.rotations.update(owner, rotation.id, {
    status: 'cancelled',
    blockedReason: null,
    message: null,
    endedAt: new Date(),
  })
  const mailboxes = await tx.rotationMailboxes.list(owner, rotation.id)
  await tx.events.append(owner, [rotationEvent('rotation.cancelled', cancelled, mailboxes)])
  await tx.outbox.add(owner, rotationNewsMessage(rotation.id))
  return cancelled
}

async function takeBack(tx: Repositories, owner: Owner, rotation: Rotation): Promise<void> {
  await tx.rotationMailboxes.drop(owner, rotation.id)
  await tx.mailboxes.liftCaps(owner, rotation.domainId, rotation.id)
  const { replacementDomainId, hasOrdered } = rotation
  if (hasOrdered && replacementDomainId) await tx.domains.update(owner, replacementDomainId, { isSpare: true })
}

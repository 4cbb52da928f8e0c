import type { Owner, Repositories, Rotation } from '@coldframe/db'
import { rotationNewsMessage } from '../contracts.ts'

export type Approval = Partial<Pick<Rotation, 'replacementDomainId' | 'replacementName' | 'maxSpendCents'>>

/** Lets a rotation go on that waits for a person, with what that person says of the replacement; its row is locked. */
export async function approveRotation(
  tx: Repositories,
  owner: Owner,
  rotation: Rotation,
  approval: Approval,
): Promise<Rotation> {
  // Of the two the one that was said last counts.
  const isRenamed = approval.replacementName !== undefined
  const approved = await tx.rotations.update(owner, rotation.id, {
    ...(isRenamed && { replacementDomainId: null }),
    ...approval,
    status: 'planned',
    blockedReason: null,
    message: null,
    approvedAt: rotation.approvedAt ?? new Date(),
  })
  await tx.outbox.add(owner, rotationNewsMessage(rotation.id))
  return approved
}

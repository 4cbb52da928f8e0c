import type { NewRotation, Owner, Repositories, Rotation } from '@coldframe/db'
import { rotationEvent } from '../activities/events.ts'
import { rotateDomainMessage } from '../contracts.ts'
import { afterOf } from '../rules/rotation/end-of-old.ts'

/** How long replies to the old addresses are read where nobody says otherwise: two weeks, as answers to cold mail come late. */
export const DEFAULT_GRACE_DAYS = 14

export interface WantedRotation
  extends Pick<NewRotation, 'domainId' | 'reason' | 'policy'>,
    Partial<Pick<NewRotation, 'replacementDomainId' | 'replacementName' | 'after' | 'graceDays' | 'maxSpendCents'>> {
  status: 'planned' | 'awaiting_approval'
}

/**
 * Writes a rotation, its event and the message that starts its workflow, in the transaction of whatever it follows from. Null where the
 * domain has one that has not ended: of two that come at once one wins.
 */
export async function openRotation(tx: Repositories, owner: Owner, wanted: WantedRotation): Promise<Rotation | null> {
  const waits = wanted.status === 'awaiting_approval'
  const rotation = await tx.rotations.insert(owner, {
    replacementDomainId: null,
    replacementName: null,
    after: afterOf(wanted.reason),
    graceDays: DEFAULT_GRACE_DAYS,
    maxSpendCents: null,
    ...wanted,
    blockedReason: waits ? 'approval' : null,
    message: waits ? 'Approve it, or cancel it.' : null,
  })
  if (!rotation) return null
  await tx.outbox.add(owner, rotateDomainMessage({ ...owner, rotationId: rotation.id }))
  const types = waits ? (['rotation.planned', 'rotation.blocked'] as const) : (['rotation.planned'] as const)
  await tx.events.append(
    owner,
    types.map((type) => rotationEvent(type, rotation, [])),
  )
  return rotation
}

export interface PlannedRotation {
  owner: Owner
  domainId: string
  replacementDomainId: string
  reason: NewRotation['reason']
}

/** How a fleet has one of its domains replaced by one of its spares. False where the domain is being replaced already. */
export async function startRotation(
  tx: Repositories,
  { owner, domainId, replacementDomainId, reason }: PlannedRotation,
): Promise<boolean> {
  const wanted = { domainId, replacementDomainId, reason, policy: 'automatic', status: 'planned' } as const
  return (await openRotation(tx, owner, wanted)) !== null
}

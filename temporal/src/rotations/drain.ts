import type { Rotation } from '@coldframe/db'
import { rotationEvent } from '../activities/events.ts'
import { dayOf } from '../days.ts'
import { startRetirement } from '../orders/retire.ts'
import { retireTime } from '../rules/rotation/end-of-old.ts'
import type { Stage } from './stage.ts'

/** The grace time, and the end: the old domain rests, or is retired when that costs least. */
export async function drainDomain(stage: Stage): Promise<Rotation> {
  const { rotation, clock } = stage
  if (rotation.drainUntil === null || dayOf(clock.now()) < rotation.drainUntil) return rotation
  if (rotation.after === 'rest' || hasEnded(stage)) return complete(stage, null)
  return retire(stage, new Date(rotation.drainUntil))
}

/** Somebody has retired it meanwhile. */
const hasEnded = ({ old }: Stage) => old.status === 'retiring' || old.status === 'retired'

async function retire(stage: Stage, drainedAt: Date): Promise<Rotation> {
  const { tx, owner, rotation, old, clock } = stage
  const licensed = (await tx.mailboxes.ofDomain(owner, old.id)).flatMap(({ licensedAt }) => licensedAt ?? [])
  const since = licensed.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
  if (retireTime(clock.realTimeOf(drainedAt), since) > new Date()) return rotation
  // Two operations on one domain would undo each other: the next look finds it free.
  if ((await tx.operations.openOfDomain(owner, old.id)).length > 0) return rotation
  return complete(stage, await startRetirement(tx, owner, old.id))
}

async function complete({ tx, owner, rotation }: Stage, retireOperationId: string | null): Promise<Rotation> {
  const change = { status: 'completed', endedAt: new Date(), retireOperationId } as const
  const completed = await tx.rotations.update(owner, rotation.id, change)
  const mailboxes = await tx.rotationMailboxes.list(owner, rotation.id)
  await tx.events.append(owner, [rotationEvent('rotation.completed', completed, mailboxes)])
  return completed
}

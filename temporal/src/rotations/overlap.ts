import type { Domain, Mailbox, Rotation, RotationMailbox } from '@coldframe/db'
import { dayOf } from '../days.ts'
import { mapMailboxes } from '../rules/rotation/map-mailboxes.ts'
import type { Stage } from './stage.ts'

/** Decides who takes whose place, and from what the sum of the limits must not fall. Nothing is promised to anybody yet. */
export async function beginOverlap(stage: Stage, replacement: Domain): Promise<Partial<Rotation>> {
  const { tx, owner, rotation, old, clock } = stage
  await tx.rotationMailboxes.endMappings(owner, old.id, 'old', rotation.id)
  const mailboxes = await tx.mailboxes.ofDomain(owner, old.id)
  const bases = new Map(mailboxes.map(({ id, dailySendLimit }) => [id, dailySendLimit]))
  await writeMapping(stage, replacement, bases)
  const baseLimit = [...bases.values()].reduce((sum, limit) => sum + limit, 0)
  return { status: 'overlap', overlapOn: dayOf(clock.now()), baseLimit }
}

/** The mapping as mailboxes are now: some may have been added, have failed or have been removed since it was made. */
export async function refreshMapping(stage: Stage, replacement: Domain): Promise<RotationMailbox[]> {
  const { tx, owner, rotation } = stage
  const known = await tx.rotationMailboxes.list(owner, rotation.id)
  const bases = new Map(known.map(({ oldMailboxId, baseLimit }) => [oldMailboxId, baseLimit]))
  await tx.rotationMailboxes.drop(owner, rotation.id)
  await writeMapping(stage, replacement, bases)
  return tx.rotationMailboxes.list(owner, rotation.id)
}

async function writeMapping(
  { tx, owner, rotation, old }: Stage,
  replacement: Domain,
  bases: Map<string, number>,
): Promise<void> {
  const oldMailboxes = await tx.mailboxes.ofDomain(owner, old.id)
  const taken = new Set(await tx.rotationMailboxes.successorsOn(owner, replacement.id))
  const free = (await tx.mailboxes.ofDomain(owner, replacement.id)).filter(({ id }) => !taken.has(id))
  const byId = new Map<string, Mailbox>([...oldMailboxes, ...free].map((mailbox) => [mailbox.id, mailbox]))
  const rows = mapMailboxes(oldMailboxes, free).map(({ oldId, newId, reason }, position) => {
    const next = newId === null ? undefined : byId.get(newId)
    return {
      position,
      oldMailboxId: oldId,
      oldDomainId: old.id,
      oldAddress: byId.get(oldId)?.address ?? '',
      newMailboxId: newId,
      newDomainId: next?.domainId ?? null,
      newAddress: next?.address ?? null,
      unmappedReason: reason,
      baseLimit: bases.get(oldId) ?? 0,
    }
  })
  await tx.rotationMailboxes.add(owner, rotation.id, rows)
}

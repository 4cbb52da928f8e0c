import type { Domain, NewEvent, Rotation, RotationMailbox } from '@coldframe/db'
import { mailboxEvent, mappingEvent, rotationEvent } from '../activities/events.ts'
import { addDays, dayOf, daysBetween } from '../days.ts'
import { isLost } from '../rules/rotation/choose-replacement.ts'
import { capsOfOverlap, mayCutOver } from '../rules/rotation/overlap.ts'
import { release } from './choose.ts'
import { beginOverlap, refreshMapping } from './overlap.ts'
import type { Stage } from './stage.ts'

/** While the replacement is being made: what became of it? */
export async function awaitReplacement(stage: Stage): Promise<Rotation> {
  const { tx, owner, rotation } = stage
  const replacement = await lockReplacement(stage)
  if (!replacement || isLost(replacement)) {
    const message = `The replacement could not be made${replacement?.statusReason ? `: ${replacement.statusReason}` : '.'}`
    return release(stage, 'order_failed', message)
  }
  if (replacement.readyAt === null) return rotation
  return tx.rotations.update(owner, rotation.id, await beginOverlap(stage, replacement))
}

/** A day of the overlap: the old domain drains by what the new one has gained, until that carries all. */
export async function followOverlap(stage: Stage): Promise<Rotation> {
  const { tx, owner, rotation, clock } = stage
  const replacement = await lockReplacement(stage)
  if (!replacement) return release(stage, 'replacement_burned', 'The replacement is gone.')
  const mapping = await refreshMapping(stage, replacement)
  const newTotal = await totalOfSuccessors(stage, replacement, mapping)
  const { reason, baseLimit: baseTotal } = rotation
  const today = dayOf(clock.now())
  const days = daysBetween(rotation.overlapOn ?? today, today)
  switch (mayCutOver({ reason, baseTotal, newTotal, days, replacement })) {
    case 'lost':
      return release(stage, 'replacement_burned', `The replacement is ${wordFor(replacement)}.`)
    case 'now':
      return cutOver(stage, replacement, mapping)
    case 'wait': {
      const old = mapping.map(({ oldMailboxId: id, baseLimit }) => ({ id, baseLimit }))
      const caps = capsOfOverlap(old, newTotal).map(({ id: mailboxId, cap }) => ({ mailboxId, cap }))
      await tx.mailboxes.capLimits(owner, caps, rotation.id)
      return rotation
    }
  }
}

const lockReplacement = async ({ tx, owner, rotation }: Stage): Promise<Domain | null> =>
  rotation.replacementDomainId === null ? null : tx.domains.lock(owner, rotation.replacementDomainId)

const wordFor = ({ status, health }: Domain) => (health === 'worn' || health === 'burned' ? health : status)

/** Of those that take a place: others are not told to anybody. */
async function totalOfSuccessors({ tx, owner }: Stage, replacement: Domain, mapping: RotationMailbox[]) {
  const ids = new Set(mapping.flatMap(({ newMailboxId }) => newMailboxId ?? []))
  const mailboxes = await tx.mailboxes.ofDomain(owner, replacement.id)
  return mailboxes.filter(({ id }) => ids.has(id)).reduce((sum, { dailySendLimit }) => sum + dailySendLimit, 0)
}

/** All of it in one transaction: no receiver ever sees half of a mapping. */
async function cutOver(stage: Stage, replacement: Domain, mapping: RotationMailbox[]): Promise<Rotation> {
  const { tx, owner, rotation, old, clock } = stage
  await tx.rotationMailboxes.endMappings(owner, old.id, 'successor', rotation.id)
  await tx.rotationMailboxes.markMapped(owner, rotation.id, new Date())
  const caps = mapping.map(({ oldMailboxId }) => ({ mailboxId: oldMailboxId, cap: 0 }))
  await tx.mailboxes.capLimits(owner, caps, rotation.id)
  await tx.domains.update(owner, old.id, { status: 'resting' })
  if (replacement.isSpare) await tx.domains.update(owner, replacement.id, { isSpare: false })
  const cutoverOn = dayOf(clock.now())
  const drainUntil = addDays(cutoverOn, rotation.graceDays)
  const done = await tx.rotations.update(owner, rotation.id, { status: 'draining', cutoverOn, drainUntil })
  await tx.events.append(owner, [
    ...mapping.flatMap((row) => mappingEvent(row) ?? []),
    ...(await replacedEvents(stage, mapping)),
    rotationEvent('rotation.cutover', done, mapping),
  ])
  return done
}

async function replacedEvents({ tx, owner, old }: Stage, mapping: RotationMailbox[]): Promise<NewEvent[]> {
  const replaced = new Set(mapping.flatMap((row) => (row.newMailboxId === null ? [] : row.oldMailboxId)))
  const mailboxes = await tx.mailboxes.ofDomain(owner, old.id)
  return mailboxes.filter(({ id }) => replaced.has(id)).map((mailbox) => mailboxEvent('mailbox.replaced', mailbox))
}

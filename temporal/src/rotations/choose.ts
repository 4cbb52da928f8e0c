import type { Domain, Mailbox, Owner, Repositories, Rotation, RotationBlock } from '@coldframe/db'
import { rotationEvent } from '../activities/events.ts'
import type { OrderFault } from '../orders/order-refused.ts'
import { placeDomain } from '../orders/place-domain.ts'
import { priceDomain, priceListAt } from '../rules/prices.ts'
import {
  chooseReplacement as choose,
  faultOfReplacement,
  type ReplacementFault,
  replacementFaults,
} from '../rules/rotation/choose-replacement.ts'
import { isLiving } from '../rules/rotation/map-mailboxes.ts'
import { beginOverlap } from './overlap.ts'
import type { Stage } from './stage.ts'

/**
 * Finds the replacement: the one that was named, else a spare, else an order under `name`. Null, and nothing is written, where there is
 * neither. Throws `OrderRefused`.
 */
export async function chooseReplacement(stage: Stage, name: string | null): Promise<Rotation | null> {
  const { tx, owner, rotation } = stage
  if (rotation.replacementDomainId) return useNamed(stage, rotation.replacementDomainId)
  const spare = await findSpare(stage)
  if (spare) return begin(stage, spare)
  const wanted = rotation.replacementName ?? name
  if (wanted === null) return null
  const { domain } = await placeDomain(tx, owner, orderOf(stage, wanted, await livingMailboxes(stage)))
  const change = {
    replacementDomainId: domain.id,
    replacementName: null,
    hasOrdered: true,
    status: 'ordering',
  } as const
  return start(stage, change)
}

async function useNamed(stage: Stage, id: string): Promise<Rotation> {
  const fault = await faultOfNamed(stage.tx, stage.owner, stage.old, id, stage.rotation.id)
  if (fault) return release(stage, 'no_spare', `${replacementFaults[fault]} Name another one.`)
  const domain = await stage.tx.domains.lock(stage.owner, id)
  return domain ? begin(stage, domain) : release(stage, 'no_spare', 'It is gone. Name another one.')
}

/** Why a domain that a person names cannot take the place; it is looked at again when its turn comes. */
export async function faultOfNamed(
  tx: Repositories,
  owner: Owner,
  old: Domain,
  id: string,
  rotationId: string | null,
): Promise<ReplacementFault | null> {
  const domain = await tx.domains.get(owner, id)
  if (!domain) return 'replacement_not_ready'
  const open = await tx.rotations.openOfDomain(owner, id)
  if (open.some((rotation) => rotation.id !== rotationId && id !== old.id)) return 'replacement_taken'
  return faultOfReplacement({ ...old, mailboxCount: 0 }, { ...domain, mailboxCount: 0 }, true)
}

/** Whether a rotation that began now would find one. */
export const hasSpare = async (tx: Repositories, owner: Owner, old: Domain): Promise<boolean> =>
  (await findSpare({ tx, owner, old })) !== null

async function findSpare({ tx, owner, old }: Pick<Stage, 'tx' | 'owner' | 'old'>): Promise<Domain | null> {
  const spares = await tx.rotations.lockSpares(owner, old)
  const mailboxCount = (await tx.mailboxes.ofDomain(owner, old.id)).filter(isLiving).length
  return choose({ ...old, mailboxCount }, spares)
}

const livingMailboxes = async ({ tx, owner, old }: Stage) =>
  (await tx.mailboxes.ofDomain(owner, old.id)).filter(isLiving)

/** The same people on another name: what a customer would order. */
function orderOf({ rotation, old }: Stage, name: string, mailboxes: Mailbox[]) {
  const { brandDomain, provider, residency, rotationPolicy, metadata } = old
  const { list } = priceListAt(new Date())
  const { maxSpendCents } = rotation
  return {
    domain: {
      name,
      brandDomain,
      provider,
      residency,
      rotationPolicy,
      metadata,
      registration: 'register' as const,
      dnsMode: 'managed' as const,
    },
    mailboxes,
    price: priceDomain(list, { name, registration: 'register', mailboxes: mailboxes.length }),
    maxSpend: maxSpendCents === null ? null : { cents: maxSpendCents, currency: list.currency },
  }
}

async function begin(stage: Stage, replacement: Domain): Promise<Rotation> {
  const change = await beginOverlap(stage, replacement)
  return start(stage, { replacementDomainId: replacement.id, replacementName: null, ...change })
}

async function start({ tx, owner, rotation }: Stage, change: Partial<Rotation>): Promise<Rotation> {
  const started = await tx.rotations.update(owner, rotation.id, { ...change, blockedReason: null, message: null })
  const mailboxes = await tx.rotationMailboxes.list(owner, rotation.id)
  await tx.events.append(owner, [rotationEvent('rotation.started', started, mailboxes)])
  return started
}

/** Waits for what `reason` names. Told once, however often it is tried in vain. */
export async function block(
  { tx, owner, rotation }: Omit<Stage, 'old'>,
  reason: RotationBlock,
  message: string,
  change: Partial<Rotation> = {},
): Promise<Rotation> {
  const isNews = rotation.status !== 'blocked' || rotation.blockedReason !== reason
  const fields = { ...change, status: 'blocked' as const, blockedReason: reason, message }
  const blocked = await tx.rotations.update(owner, rotation.id, fields)
  if (isNews) await tx.events.append(owner, [rotationEvent('rotation.blocked', blocked, [])])
  return blocked
}

/** The replacement will not do: the rotation is as if it had never been chosen. */
export async function release(stage: Omit<Stage, 'old'>, reason: RotationBlock, message: string): Promise<Rotation> {
  const { tx, owner, rotation } = stage
  await tx.rotationMailboxes.drop(owner, rotation.id)
  await tx.mailboxes.liftCaps(owner, rotation.domainId, rotation.id)
  return block(stage, reason, message, { replacementDomainId: null, hasOrdered: false, overlapOn: null, baseLimit: 0 })
}

export const NO_SPARE = 'No spare can take the place. Name a replacement, or a name to order.'

/** In the words of a rotation. */
export function blockOfOrder(fault: OrderFault): { reason: RotationBlock; message: string } {
  switch (fault.code) {
    case 'name_taken':
      return { reason: 'name_unavailable', message: `${fault.name} cannot be ordered. Name another one.` }
    case 'mailboxes_taken':
      return { reason: 'name_unavailable', message: `${fault.addresses.join(', ')} is still held by an earlier order.` }
    case 'currency_mismatch':
    case 'max_spend_exceeded':
      return { reason: 'ceiling', message: 'The replacement comes to more than the rotation may spend.' }
    case 'spend_ceiling_exceeded':
      return { reason: 'ceiling', message: 'The replacement does not fit under the spend ceiling of the account.' }
  }
}

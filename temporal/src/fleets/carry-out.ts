import type { Domain, FleetMember, Owner, Repositories } from '@coldframe/db'
import { lookAgainMessage } from '../contracts.ts'
import { daysBetween } from '../days.ts'
import { startRetirement } from '../orders/retire.ts'
import { DEFAULT_GRACE_DAYS, openRotation } from '../rotations/open-rotation.ts'
import type { FleetAction } from '../rules/fleet/fleet-state.ts'
import type { FleetBooks } from './read-fleet.ts'

type DomainAction = Exclude<FleetAction, { do: 'order' | 'ask' }>

/** Does what the plan says of one domain. What was done already, or cannot be done today, is looked at again tomorrow. */
export async function carryOut(tx: Repositories, books: FleetBooks, action: DomainAction): Promise<void> {
  const { owner, members } = books
  const member = members.find(({ domain }) => domain.id === action.domainId)
  const domain = await tx.domains.lock(owner, action.domainId)
  if (!member || !domain) return
  switch (action.do) {
    case 'rotate':
      return rotate(tx, books, domain, action)
    case 'retire':
      return retire(tx, books, { ...member, domain })
    case 'rest':
      return mayDecide(books) ? rest(tx, owner, domain) : undefined
    case 'requalify':
      return requalify(tx, owner, domain)
    case 'promote':
    case 'park':
      await tx.domains.update(owner, domain.id, { isSpare: action.do === 'park' })
  }
}

/** What becomes of a domain that was lost is left to people where they said so. */
const mayDecide = ({ fleet }: FleetBooks): boolean => fleet.rotationPolicy !== 'manual'

async function rotate(
  tx: Repositories,
  { owner, fleet }: FleetBooks,
  domain: Domain,
  { spareId, reason }: Extract<FleetAction, { do: 'rotate' }>,
): Promise<void> {
  const policy = fleet.rotationPolicy
  if (policy === 'manual' || !(await tx.domains.lock(owner, spareId))) return
  await openRotation(tx, owner, {
    domainId: domain.id,
    replacementDomainId: spareId,
    reason: reason === 'burned' ? 'burned' : 'worn',
    policy,
    status: policy === 'approve' ? 'awaiting_approval' : 'planned',
  })
}

/** Without a successor replies to the old addresses are read for a while all the same: it rests before it goes. */
async function retire(tx: Repositories, books: FleetBooks, { domain, place }: FleetMember): Promise<void> {
  const { owner, today, fleet } = books
  if (!mayDecide(books)) return
  if (domain.status !== 'resting') return rest(tx, owner, domain)
  // What cannot be undone is done without asking only where that was agreed to.
  if (fleet.rotationPolicy !== 'automatic') return
  if (place.role === 'resting' && daysBetween(place.roleSince, today) < DEFAULT_GRACE_DAYS) return
  if ((await tx.operations.openOfDomain(owner, domain.id)).length > 0) return
  await startRetirement(tx, owner, domain.id)
}

async function rest(tx: Repositories, owner: Owner, domain: Domain): Promise<void> {
  if (domain.status !== 'warming' && domain.status !== 'active') return
  await tx.domains.update(owner, domain.id, { status: 'resting', isSpare: false })
  await tx.outbox.add(owner, lookAgainMessage(domain.id))
}

/** It begins its ramp anew, as one that was just made. */
async function requalify(tx: Repositories, owner: Owner, domain: Domain): Promise<void> {
  if (domain.status !== 'resting') return
  await tx.domains.update(owner, domain.id, { status: 'warming' })
  await tx.warmups.restart(owner, domain.id)
  const mailboxes = await tx.mailboxes.ofDomain(owner, domain.id)
  const active = mailboxes.filter(({ status }) => status === 'active')
  await tx.mailboxes.updateMany(
    owner,
    mailboxes.map(({ id }) => id),
    { limitCap: null, limitCapReason: null },
  )
  await tx.mailboxes.updateMany(
    owner,
    active.map(({ id }) => id),
    { status: 'warming' },
  )
  await tx.outbox.add(owner, lookAgainMessage(domain.id))
}

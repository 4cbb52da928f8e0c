import type { Domain, DomainHealth, Owner, Repositories, Rotation } from '@coldframe/db'
import { lookAtFleetMessage, rotationNewsMessage } from '../contracts.ts'
import { answerToVerdict, isBeforeCutover } from '../rules/rotation/stages.ts'
import { cancelRotation } from './cancel-rotation.ts'
import { openRotation } from './open-rotation.ts'
import { tellRotations } from './tell-rotations.ts'

export interface JudgedHealth {
  health: DomainHealth
  /** What it was before this verdict. */
  previousHealth: DomainHealth
}

/**
 * What a verdict means for the rotations of a domain; part of the transaction that writes the verdict and holds the domain's row.
 * A change to worn or burned opens one by the policy; a burn hurries one that is under way; a burn that is taken back ends one
 * that it had caused, unless the successors have taken over. A rotation that this domain was to complete looks at it at once.
 */
export async function onVerdict(
  tx: Repositories,
  domain: Domain,
  { health, previousHealth }: JudgedHealth,
): Promise<void> {
  const owner = { accountId: domain.accountId, livemode: domain.livemode }
  const open = await tx.rotations.openOfDomain(owner, domain.id)
  await tellRotations(tx, owner, domain.id)
  const own = open.find(({ domainId }) => domainId === domain.id)
  if (own) await reconsider(tx, owner, own.id, health)
  else if (health !== previousHealth) await openByPolicy(tx, owner, domain, health)
}

async function openByPolicy(tx: Repositories, owner: Owner, domain: Domain, health: DomainHealth): Promise<void> {
  if (domain.status !== 'warming' && domain.status !== 'active') return
  if (domain.fleetId !== null) return void (await tx.outbox.add(owner, lookAtFleetMessage(domain.fleetId)))
  // A spare is what rotations draw on; its owner says what becomes of it.
  if (domain.isSpare) return
  const policy = domain.rotationPolicy ?? (await tx.accounts.get(owner, owner.accountId))?.rotationPolicy ?? 'manual'
  const answer = answerToVerdict(health, policy)
  if (answer) await openRotation(tx, owner, { domainId: domain.id, policy, ...answer })
}

async function reconsider(tx: Repositories, owner: Owner, rotationId: string, health: DomainHealth): Promise<void> {
  const rotation = await tx.rotations.lock(owner, rotationId)
  if (!rotation || !isBeforeCutover(rotation.status)) return
  if (health === 'burned' && rotation.reason !== 'burned') {
    await tx.rotations.update(owner, rotation.id, { reason: 'burned' })
    await tx.outbox.add(owner, rotationNewsMessage(rotation.id))
  }
  if (isRetracted(rotation, health)) await cancelRotation(tx, owner, rotation)
}

/** What a person asked for is theirs to cancel. */
const isRetracted = ({ reason, policy }: Rotation, health: DomainHealth) =>
  reason === 'burned' && policy !== 'manual' && health !== 'burned' && health !== 'worn'

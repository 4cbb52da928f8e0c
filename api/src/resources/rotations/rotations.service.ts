import type { Db, Domain, Owner, Repositories, Rotation, RotationFilter, RotationMailbox } from '@coldframe/db'
import {
  type Approval,
  approveRotation,
  cancelRotation,
  faultOfNamed,
  hasSpare,
  isOpen,
  normalizeDomainName,
  openRotation,
  waitsForPerson,
} from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { toCents } from '../../money.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import type { ApproveRotation, RotateDomain } from './rotations.schemas.ts'

export function createRotationService({ db }: { db: Db }) {
  async function find(owner: Owner, id: string): Promise<Rotation> {
    const rotation = await db.rotations.get(owner, id)
    if (!rotation) throw errors.rotationNotFound(id)
    return rotation
  }

  /** The domain first, as everybody locks in that order. */
  async function lock(tx: Repositories, owner: Owner, id: string): Promise<{ rotation: Rotation; old: Domain }> {
    const found = await tx.rotations.get(owner, id)
    const old = found && (await tx.domains.lock(owner, found.domainId))
    const rotation = old && (await tx.rotations.lock(owner, id))
    if (!rotation) throw errors.rotationNotFound(id)
    return { rotation, old }
  }

  return {
    async rotate(owner: Owner, domainId: string, { after, graceDays, ...said }: RotateDomain) {
      return db.transaction(async (tx) => {
        const old = await lockRotatable(tx, owner, domainId)
        const approval = await checkReplacement(tx, owner, old, null, said)
        if (Object.keys(approval).length === 0 && !(await hasSpare(tx, owner, old))) throw errors.replacementRequired()
        const rotation = await openRotation(tx, owner, {
          domainId,
          reason: old.health === 'worn' || old.health === 'burned' ? old.health : 'requested',
          policy: 'manual',
          status: 'planned',
          ...approval,
          ...(after !== undefined && { after }),
          ...(graceDays !== undefined && { graceDays }),
        })
        if (!rotation) throw await inProgress(tx, owner, domainId)
        return presentRotation(rotation)
      })
    },

    async list(owner: Owner, { limit, cursor, createdAfter, createdBefore, ...filter }: RotationFilter & PageQuery) {
      const query = toDbQuery({ limit, cursor, createdAfter, createdBefore })
      return toList(await db.rotations.list(owner, filter, query), presentRotation)
    },

    async get(owner: Owner, id: string) {
      return presentRotation(await find(owner, id))
    },

    async mailboxes(owner: Owner, id: string) {
      await find(owner, id)
      return { rotationId: id, mailboxes: (await db.rotationMailboxes.list(owner, id)).map(presentMapping) }
    },

    async approve(owner: Owner, id: string, said: ApproveRotation) {
      return db.transaction(async (tx) => {
        const { rotation, old } = await lock(tx, owner, id)
        if (!waitsForPerson(rotation.status)) throw errors.rotationNotWaiting(rotation.status)
        const approval = await checkReplacement(tx, owner, old, id, said)
        return presentRotation(await approveRotation(tx, owner, rotation, approval))
      })
    },

    async cancel(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        const { rotation } = await lock(tx, owner, id)
        if (!isOpen(rotation.status)) throw errors.rotationEnded(rotation.status)
        return presentRotation(await cancelRotation(tx, owner, rotation))
      })
    },
  }
}

async function lockRotatable(tx: Repositories, owner: Owner, id: string): Promise<Domain> {
  const domain = await tx.domains.lock(owner, id)
  if (!domain) throw errors.domainNotFound(id)
  const [open] = await tx.rotations.openOfDomain(owner, id)
  if (open) throw errors.rotationInProgress(open.id)
  if (domain.status !== 'warming' && domain.status !== 'active') throw errors.domainNotRotatable(domain.status)
  return domain
}

/** What is said of the replacement, or why it will not do. */
async function checkReplacement(
  tx: Repositories,
  owner: Owner,
  old: Domain,
  rotationId: string | null,
  { replacementDomainId, replacementName, maxSpend }: ApproveRotation,
): Promise<Approval> {
  if (replacementDomainId !== undefined) await checkNamed(tx, owner, old, rotationId, replacementDomainId)
  if (maxSpend) await checkCurrency(tx, owner, maxSpend.currency)
  return {
    ...(replacementDomainId !== undefined && { replacementDomainId }),
    ...(replacementName !== undefined && { replacementName: await checkName(tx, owner, old, replacementName) }),
    ...(maxSpend && { maxSpendCents: toCents(maxSpend) }),
  }
}

async function checkNamed(tx: Repositories, owner: Owner, old: Domain, rotationId: string | null, id: string) {
  // Held until the rotation is written: a domain takes one place at most.
  if (!(await tx.domains.lock(owner, id))) throw errors.domainNotFound(id)
  const fault = await faultOfNamed(tx, owner, old, id, rotationId)
  if (fault) throw errors.replacementRefused(fault)
}

/** The schema has let only good names through. */
async function checkName(tx: Repositories, owner: Owner, old: Domain, text: string): Promise<string> {
  const result = normalizeDomainName(text)
  if ('fault' in result) throw new Error('The name of a replacement was not validated')
  if (result.name === old.brandDomain) throw errors.domainIsPrimary(result.name)
  const holder = await tx.domains.findHolder(owner.livemode, result.name)
  if (holder?.accountId === owner.accountId) throw errors.domainExists(result.name, holder.id)
  return result.name
}

async function checkCurrency(tx: Repositories, owner: Owner, given: string): Promise<void> {
  const account = await tx.accounts.get(owner, owner.accountId)
  if (account && account.currency !== given) throw errors.currencyMismatch(given, account.currency)
}

async function inProgress(tx: Repositories, owner: Owner, domainId: string) {
  const [open] = await tx.rotations.openOfDomain(owner, domainId)
  if (!open) throw new Error(`The rotation of ${domainId} was not written`)
  return errors.rotationInProgress(open.id)
}

/** The rotation as callers see it. */
export const presentRotation = ({ baseLimit, ...rotation }: Rotation) => ({
  ...rotation,
  baseDailySendLimit: baseLimit,
})

function presentMapping({ newMailboxId, newDomainId, newAddress, unmappedReason, mappedAt, ...row }: RotationMailbox) {
  const hasSuccessor = newMailboxId !== null && newDomainId !== null && newAddress !== null
  return {
    from: { mailboxId: row.oldMailboxId, domainId: row.oldDomainId, address: row.oldAddress },
    to: hasSuccessor ? { mailboxId: newMailboxId, domainId: newDomainId, address: newAddress } : null,
    unmappedReason,
    mappedAt,
  }
}

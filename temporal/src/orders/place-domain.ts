import type { Domain, NewDomain, Owner, Repositories } from '@coldframe/db'
import { domainEvent } from '../activities/events.ts'
import { addressOf } from '../rules/naming.ts'
import type { Price } from '../rules/prices.ts'
import { OrderRefused } from './order-refused.ts'
import { reserveSpend } from './reserve-spend.ts'
import { startOperation } from './start-operation.ts'

export interface WantedMailbox {
  localPart: string
  displayName: string
}

export interface DomainOrder {
  domain: NewDomain
  mailboxes: WantedMailbox[]
  price: Price
  /** Of this order alone. */
  maxSpend: { cents: number; currency: string } | null
}

/**
 * Orders a domain, whoever asks for it: the domain, its mailboxes, the operation that makes them, what it holds of the ceiling, and the
 * event. Belongs into a transaction, which must end with the `OrderRefused` that it throws.
 */
export async function placeDomain(
  tx: Repositories,
  owner: Owner,
  { domain: wanted, mailboxes, price, maxSpend }: DomainOrder,
): Promise<{ domain: Domain; operationId: string }> {
  const domain = await tx.domains.insert(owner, wanted)
  if (!domain) throw await nameTaken(tx, owner, wanted.name)
  await addMailboxes(tx, owner, domain, mailboxes)
  const operationId = await startOperation(tx, owner, 'domains.create', domain.id)
  await reserveSpend(tx, owner, { operationId, domainId: domain.id, price, maxSpend })
  await tx.events.append(owner, [domainEvent('domain.created', domain)])
  return { domain, operationId }
}

/** What is kept of mailboxes that were asked for. */
export const toMailboxRows = (wanted: WantedMailbox[], domainName: string) =>
  wanted.map(({ localPart, displayName }) => ({
    localPart: localPart.toLowerCase(),
    address: addressOf(localPart, domainName),
    displayName,
  }))

async function addMailboxes(
  tx: Repositories,
  owner: Owner,
  { id, name }: { id: string; name: string },
  wanted: WantedMailbox[],
): Promise<void> {
  const rows = toMailboxRows(wanted, name)
  const made = new Set((await tx.mailboxes.insert(owner, id, rows)).map(({ address }) => address))
  const addresses = rows.map(({ address }) => address).filter((address) => !made.has(address))
  if (addresses.length > 0) throw new OrderRefused({ code: 'mailboxes_taken', addresses })
}

async function nameTaken(tx: Repositories, owner: Owner, name: string): Promise<OrderRefused> {
  const holder = await tx.domains.findHolder(owner.livemode, name)
  const holderId = holder?.accountId === owner.accountId ? holder.id : null
  return new OrderRefused({ code: 'name_taken', name, holderId })
}

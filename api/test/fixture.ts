import type { Domain, Mailbox, Owner, PurchaseKind } from '@coldframe/db'
import { newId } from '@coldframe/db'
import type { TestApi } from './support.ts'

/** A domain as it is when its provisioning has succeeded, written as the worker writes it. */
export interface ReadyDomain {
  domain: Domain
  mailbox: Mailbox
  tenantId: string
}

export async function addReadyDomain({ db }: TestApi, owner: Owner, name: string): Promise<ReadyDomain> {
  const domain = await db.domains.insert(owner, {
    name,
    brandDomain: null,
    provider: 'microsoft365',
    residency: 'none',
    registration: 'register',
    dnsMode: 'managed',
    metadata: {},
  })
  if (!domain) throw new Error(`${name} is taken`)
  const [row] = await db.mailboxes.insert(owner, domain.id, [
    { localPart: 'anna', address: `anna@${name}`, displayName: 'Anna Lee' },
  ])
  if (!row) throw new Error('No mailbox was made')
  const readyAt = new Date()
  const ready = { status: 'warming', readyAt } as const
  const tenant = await db.tenants.record(owner, {
    domainId: domain.id,
    provider: 'microsoft365',
    externalId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
    initialDomain: `${domain.id.slice(-8)}.onmicrosoft.com`,
    country: 'CH',
  })
  const [mailbox, changed] = await Promise.all([
    db.mailboxes.update(owner, row.id, { ...ready, externalId: 'user-1' }),
    db.domains.update(owner, domain.id, ready),
  ])
  if (!mailbox || !changed) throw new Error('The domain is gone')
  return { domain: changed, mailbox, tenantId: tenant.id }
}

/** Something that was bought for a domain, written as the worker writes it. */
export async function addPurchase(
  { db }: TestApi,
  owner: Owner,
  domainId: string,
  kind: PurchaseKind = 'licences',
  quantity = 1,
): Promise<void> {
  const naturalKey = newId('operation')
  const intent = { domainId, kind: 'licence_increase' as const, naturalKey, idempotencyValue: String(quantity) }
  const effect = await db.effects.intend(owner, intent)
  await db.transaction(async (tx) => {
    await tx.effects.complete(owner, effect.id, naturalKey)
    await tx.purchases.record(owner, {
      domainId,
      effectId: effect.id,
      kind,
      quantity,
      amountCents: quantity * 480,
      currency: 'USD',
      priceListVersion: '2026-11-01',
      externalId: naturalKey,
    })
  })
}

/** An operation with one step, in the state that is asked for. */
export async function addOperation(
  { db }: TestApi,
  owner: Owner,
  domainId: string,
  kind: 'domains.create' | 'mailboxes.create' | 'domains.retire' = 'domains.create',
  status: 'running' | 'waiting' | 'action_required' = 'running',
): Promise<string> {
  const id = newId('operation')
  await db.operations.insert(owner, { id, kind, domainId, workflowId: `workflow/${id}`, steps: ['register_domain'] })
  await db.operations.setStep(owner, id, 'register_domain', { status, message: null })
  return id
}

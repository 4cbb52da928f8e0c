import { randomUUID } from 'node:crypto'
import type { Effect } from '@coldframe/db'
import { isProviderError, ProviderError } from '../providers/errors.ts'
import type { CreatedTenant, Licences } from '../providers/mailbox/mailbox-provider.ts'
import { tenantPrefix } from '../rules/tenant-prefix.ts'
import type { ActivityDeps } from './deps.ts'
import { createStep, type Job, tenantOf } from './step.ts'

/** The isolated tenant, its agreement and its licences. */
export const createTenantActivities = (deps: ActivityDeps) => ({
  create_tenant: createStep(deps, 'create_tenant', async (job) => {
    const { db, owner, domain } = job
    const prefix = tenantPrefix(domain.name, domain.id)
    const effect = await db.effects.intend(owner, {
      domainId: domain.id,
      kind: 'tenant',
      naturalKey: prefix,
      idempotencyValue: randomUUID(),
    })
    if (effect.status === 'done') return undefined
    const created = await db.withLock(effect.id, () => createOnce(job, effect, prefix))
    return async (tx) => {
      const { tenantId, initialDomain, country, admin } = created
      const tenant = await tx.tenants.record(owner, {
        domainId: domain.id,
        provider: domain.provider,
        externalId: tenantId,
        initialDomain,
        country,
      })
      if (admin) await deps.vault.keep(tx, owner, 'tenant_admin', new Map([[tenant.id, admin]]))
      await tx.effects.complete(owner, effect.id, tenantId)
    }
  }),

  accept_agreement: createStep(deps, 'accept_agreement', async (job) => {
    await job.vendors.mailbox.acceptAgreement((await tenantOf(job)).externalId)
    return undefined
  }),

  order_licences: createStep(deps, 'order_licences', async (job) => {
    const { db, owner, domain, vendors } = job
    const tenant = await tenantOf(job)
    const wanted = (await db.mailboxes.ofDomain(owner, domain.id)).length
    const licences = await haveLicences(job, tenant.externalId, wanted)
    if (licences.quantity < wanted) {
      await vendors.mailbox.setLicenceQuantity(tenant.externalId, licences.subscriptionId, wanted)
    }
    const quantity = Math.max(licences.quantity, wanted)
    return (tx) => tx.tenants.update(owner, tenant.id, { subscriptionId: licences.subscriptionId, licences: quantity })
  }),
})

/**
 * Repeats an unanswered order under its own value, for which the vendor gives the same answer again, password included.
 * Where that is too late the prefix is taken, by us, and the tenant is adopted.
 */
async function createOnce({ db, owner, domain, vendors }: Job, effect: Effect, prefix: string): Promise<CreatedTenant> {
  try {
    return await vendors.mailbox.createTenant({
      requestId: effect.idempotencyValue,
      prefix,
      organisationName: domain.name,
      residency: domain.residency,
    })
  } catch (error) {
    if (isProviderError(error) && error.requestId) await db.effects.renew(owner, effect.id, randomUUID())
    if (!isProviderError(error, 'conflict')) throw error
    const found = await vendors.mailbox.findTenant(prefix)
    if (!found) throw error
    return { ...found, admin: null }
  }
}

async function haveLicences(job: Job, tenantId: string, quantity: number): Promise<Licences> {
  const { db, owner, domain, vendors } = job
  const effect = await db.effects.intend(owner, {
    domainId: domain.id,
    kind: 'licence_order',
    naturalKey: tenantId,
    idempotencyValue: randomUUID(),
  })
  const found = await vendors.mailbox.findLicences(tenantId)
  if (found) {
    if (effect.status !== 'done') await db.effects.complete(owner, effect.id, found.orderId ?? found.subscriptionId)
    return found
  }
  if (effect.status !== 'done') await db.withLock(effect.id, () => orderOnce(job, effect, tenantId, quantity))
  const licences = await vendors.mailbox.findLicences(tenantId)
  if (licences) return licences
  throw new ProviderError({
    provider: 'microsoft365',
    kind: 'pending',
    message: 'The licences are ordered and not provisioned yet.',
  })
}

/** A cart is recorded before it is bought: buying it again after a lost answer buys nothing more. */
async function orderOnce(
  { db, owner, vendors }: Job,
  effect: Effect,
  tenantId: string,
  quantity: number,
): Promise<void> {
  const cartId = effect.handle ?? (await vendors.mailbox.prepareLicenceOrder(tenantId, quantity)).cartId
  if (!effect.handle) await db.effects.setHandle(owner, effect.id, cartId)
  try {
    const { orderId } = await vendors.mailbox.placeLicenceOrder(tenantId, cartId)
    await db.effects.complete(owner, effect.id, orderId)
  } catch (error) {
    // A cart that is gone was never bought: an order would have kept it.
    if (isProviderError(error, 'not_found')) await db.effects.setHandle(owner, effect.id, null)
    throw error
  }
}

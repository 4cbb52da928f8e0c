import { randomUUID } from 'node:crypto'
import type { Effect, Tenant } from '@coldframe/db'
import { isProviderError, ProviderError } from '../providers/errors.ts'
import type { CreatedTenant, Licences } from '../providers/mailbox/mailbox-provider.ts'
import { tenantPrefix } from '../rules/tenant-prefix.ts'
import type { ActivityDeps } from './deps.ts'
import { adoptLicences, keepLicenceIncrease, keepLicenceOrder } from './purchases.ts'
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
    const { db, owner, domain } = job
    const tenant = await tenantOf(job)
    const wanted = (await db.mailboxes.ofDomain(owner, domain.id)).length
    const licences = await haveLicences(job, tenant, wanted)
    const increase = await raiseLicences(job, licences, wanted)
    const { subscriptionId } = licences
    const quantity = Math.max(licences.quantity, wanted)
    return async (tx) => {
      if (increase) await keepLicenceIncrease(tx, owner, increase, tenant.id, { subscriptionId, quantity })
      await tx.tenants.update(owner, tenant.id, { subscriptionId, licences: quantity })
    }
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

async function haveLicences(job: Job, tenant: Tenant, quantity: number): Promise<Licences> {
  const { db, owner, domain, vendors } = job
  const effect = await db.effects.intend(owner, {
    domainId: domain.id,
    kind: 'licence_order',
    naturalKey: tenant.externalId,
    idempotencyValue: randomUUID(),
  })
  const found = await vendors.mailbox.findLicences(tenant.externalId)
  if (found) {
    if (effect.status !== 'done') await db.transaction((tx) => adoptLicences(tx, owner, effect, tenant.id, found))
    return found
  }
  if (effect.status !== 'done') await db.withLock(effect.id, () => orderOnce(job, effect, tenant, quantity))
  const licences = await vendors.mailbox.findLicences(tenant.externalId)
  if (licences) return licences
  throw new ProviderError({
    provider: 'microsoft365',
    kind: 'pending',
    message: 'The licences are ordered and not provisioned yet.',
  })
}

/**
 * More licences for mailboxes that were added later. The intent is the operation's own; the vendor is told how many there shall be, so
 * telling it twice buys once. Null when there are enough, and all of them are in the ledger.
 */
async function raiseLicences(job: Job, { subscriptionId, quantity }: Licences, wanted: number): Promise<Effect | null> {
  const { db, owner, domain, input, vendors } = job
  const { externalId, licences: paidFor } = await tenantOf(job)
  if (quantity >= wanted && paidFor >= wanted) return null
  const effect = await db.effects.intend(owner, {
    domainId: domain.id,
    kind: 'licence_increase',
    naturalKey: input.operationId,
    idempotencyValue: String(wanted),
  })
  if (quantity < wanted) await vendors.mailbox.setLicenceQuantity(externalId, subscriptionId, wanted)
  return effect
}

/** A cart is recorded before it is bought: buying it again after a lost answer buys nothing more. */
async function orderOnce({ db, owner, vendors }: Job, effect: Effect, tenant: Tenant, quantity: number): Promise<void> {
  const cartId = effect.handle ?? (await vendors.mailbox.prepareLicenceOrder(tenant.externalId, quantity)).cartId
  if (!effect.handle) await db.effects.setHandle(owner, effect.id, cartId)
  try {
    const { orderId } = await vendors.mailbox.placeLicenceOrder(tenant.externalId, cartId)
    await db.transaction((tx) => keepLicenceOrder(tx, owner, effect, tenant.id, { orderId, quantity }))
  } catch (error) {
    // A cart that is gone was never bought: an order would have kept it.
    if (isProviderError(error, 'not_found')) await db.effects.setHandle(owner, effect.id, null)
    throw error
  }
}

import { randomUUID } from 'node:crypto'
import type { World } from '../../world/world.ts'

export interface Subscription {
  id: string
  tenantId: string
  orderId: string
  offerId: string
  friendlyName: string
  quantity: number
  status: 'active' | 'suspended' | 'deleted'
  autoRenewEnabled: boolean
  billingCycle: string
  termDuration: string
  createdAt: number
  etag: string
}

const subscriptions = (world: World) => world.store.collection<Subscription>('subscriptions')

export const saveSubscription = (world: World, subscription: Subscription) =>
  subscriptions(world).set(subscription.id, { ...subscription, etag: randomUUID() })

export const subscriptionById = (world: World, id: string) => subscriptions(world).get(id.toLowerCase())

/** A subscription shows up some time after its order, up to 15 minutes in the real world. */
export const isProvisioned = (world: World, orderId: string) => world.waits.isOver('order_provisioning', orderId)

export const visibleSubscriptions = (world: World, tenantId: string) =>
  [...subscriptions(world).values()].filter((one) => one.tenantId === tenantId && isProvisioned(world, one.orderId))

const dayMs = 86_400_000

/** An order can be taken back, and seats removed, for seven days. */
export const isCancellable = (world: World, { createdAt }: Subscription) => world.now() < createdAt + 7 * dayMs

function termEnd({ createdAt, termDuration }: Subscription) {
  const end = new Date(createdAt)
  if (termDuration === 'P1M') end.setUTCMonth(end.getUTCMonth() + 1)
  else end.setUTCFullYear(end.getUTCFullYear() + 1)
  return end.toISOString()
}

const date = (milliseconds: number) => new Date(milliseconds).toISOString()

export function subscriptionResource(subscription: Subscription) {
  const { tenantId, createdAt, etag, ...own } = subscription
  const end = termEnd(subscription)
  const cancellationAllowedUntilDate = date(createdAt + 7 * dayMs)
  return {
    ...own,
    entitlementId: own.id,
    offerName: own.friendlyName,
    productType: { id: 'OnlineServicesNCE', displayName: 'OnlineServicesNCE' },
    unitType: 'Licenses',
    hasPurchasableAddons: false,
    creationDate: date(createdAt),
    effectiveStartDate: date(createdAt),
    commitmentEndDate: end,
    billingCycleEndDate: end,
    cancellationAllowedUntilDate,
    refundOptions: [{ type: 'Full', expiresAt: cancellationAllowedUntilDate }],
    renewalTermDuration: own.termDuration,
    isTrial: false,
    billingType: 'license',
    contractType: 'subscription',
    links: { self: { uri: `/customers/${tenantId}/subscriptions/${own.id}`, method: 'GET', headers: [] } },
    attributes: { etag, objectType: 'Subscription' },
  }
}

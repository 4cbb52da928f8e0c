import { randomBytes, randomUUID } from 'node:crypto'
import type { World } from '../../world/world.ts'
import { findTenant } from '../state/tenants.ts'
import type { LineItem } from './carts.ts'
import { isProvisioned, saveSubscription } from './subscription-records.ts'

export interface Order {
  id: string
  tenantId: string
  createdAt: number
  lines: { offerId: string; subscriptionId: string; termDuration: string; quantity: number; billingCycle: string }[]
}

const orders = (world: World) => world.store.collection<Order>('orders')
export const orderById = (world: World, id: string) => orders(world).get(id)
export const ordersOf = (world: World, tenantId: string) =>
  [...orders(world).values()].filter((order) => order.tenantId === tenantId)

export function placeOrder(world: World, tenantId: string, lineItems: LineItem[]): Order {
  const lines = lineItems.map((line) => ({
    offerId: line.catalogItemId,
    subscriptionId: randomUUID(),
    termDuration: line.termDuration,
    quantity: line.quantity,
    billingCycle: line.billingCycle,
  }))
  const order = { id: randomBytes(6).toString('hex'), tenantId, createdAt: world.now(), lines }
  orders(world).set(order.id, order)
  for (const line of lines) addSubscription(world, order, line)
  world.waits.start('order_provisioning', order.id, tenantId)
  world.counters.add('orders', tenantId)
  return order
}

function addSubscription(world: World, order: Order, line: Order['lines'][number]) {
  saveSubscription(world, {
    id: line.subscriptionId,
    tenantId: order.tenantId,
    orderId: order.id,
    offerId: line.offerId,
    friendlyName: 'Exchange Online (Plan 1)',
    quantity: line.quantity,
    status: 'active',
    autoRenewEnabled: true,
    billingCycle: line.billingCycle,
    termDuration: line.termDuration,
    createdAt: order.createdAt,
    etag: '',
  })
}

const currencies: Record<string, string> = { US: 'USD', CH: 'CHF' }

export function orderResource(world: World, order: Order) {
  const isDone = isProvisioned(world, order.id)
  return {
    id: order.id,
    alternateId: order.id,
    referenceCustomerId: order.tenantId,
    billingCycle: order.lines[0]?.billingCycle ?? 'monthly',
    currencyCode: currencies[findTenant(world, order.tenantId)?.country ?? ''] ?? 'EUR',
    lineItems: order.lines.map(({ offerId, subscriptionId, termDuration, quantity }, lineItemNumber) => ({
      lineItemNumber,
      offerId,
      ...(isDone ? { subscriptionId } : {}),
      termDuration,
      quantity,
      friendlyName: 'Exchange Online (Plan 1)',
    })),
    creationDate: new Date(order.createdAt).toISOString(),
    status: isDone ? 'completed' : 'pending',
    transactionType: 'UserPurchase',
    attributes: { objectType: 'Order' },
  }
}

import type { World } from '../../world/world.ts'
import { visibleSubscriptions } from '../partner-center/subscription-records.ts'

const seats = (world: World) => world.store.collection<{ used: number }>('seats')
const key = (tenantId: string, skuId: string) => `${tenantId}/${skuId}`

export const usedSeats = (world: World, tenantId: string, skuId: string) =>
  seats(world).get(key(tenantId, skuId))?.used ?? 0
export const changeSeats = (world: World, tenantId: string, skuId: string, by: number) =>
  seats(world).set(key(tenantId, skuId), { used: usedSeats(world, tenantId, skuId) + by })

/** Seats that the tenant's provisioned subscriptions give, by their state. */
export function boughtSeats(world: World, tenantId: string) {
  const live = visibleSubscriptions(world, tenantId).filter((one) => one.status !== 'deleted')
  const sum = (status: string) =>
    live.filter((one) => one.status === status).reduce((total, one) => total + one.quantity, 0)
  return { subscriptionIds: live.map((one) => one.id), enabled: sum('active'), suspended: sum('suspended') }
}

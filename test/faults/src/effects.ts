import { type Api, patiently, type World } from '@coldframe/e2e'
import { mailboxCount, type Placed } from './place-order.ts'

/** What the world has made for one order, and what the product says of it. */
export interface Effects {
  registrations: number
  tenants: number
  orders: number
  /** The fewest and the most creations of any of its mailboxes. */
  users: { least: number; most: number }
  readyMailboxes: number
}

export async function countEffects(api: Api, world: World, { name, domainId }: Placed): Promise<Effects> {
  const counts = await world.counts()
  const { tenantId } = await patiently(() => api.domain(domainId))
  const mailboxes = await patiently(() => api.mailboxes(domainId))
  const tenant = tenantId === null ? null : await patiently(() => api.tenant(tenantId))
  const users = mailboxes.map(({ address }) => counts.user_creations?.[address] ?? 0)
  return {
    registrations: counts.registrations?.[name] ?? 0,
    tenants: tenantsFor(counts.tenants ?? {}, name),
    orders: tenant ? (counts.orders?.[tenant.externalId] ?? 0) : 0,
    users: { least: Math.min(...users), most: Math.max(...users) },
    readyMailboxes: mailboxes.filter(({ status }) => status === 'warming').length,
  }
}

/** Tenants are counted by the first label of their initial domain, which begins with the letters of the domain's name. */
function tenantsFor(tenants: Record<string, number>, name: string): number {
  const letters = name.replace(/\..*$/, '').replaceAll(/[^a-z0-9]/g, '')
  const own = Object.entries(tenants).filter(([prefix]) => prefix.startsWith(letters))
  return own.reduce((sum, [, count]) => sum + count, 0)
}

export const isExactlyOnce = ({ registrations, tenants, orders, users, readyMailboxes }: Effects) =>
  registrations === 1 &&
  tenants === 1 &&
  orders === 1 &&
  users.least === 1 &&
  users.most === 1 &&
  readyMailboxes === mailboxCount

/** All that was ever made in the world, whoever it was made for. */
export async function totalsOf(
  world: World,
): Promise<Record<'registrations' | 'tenants' | 'orders' | 'users', number>> {
  const counts = await world.counts()
  const total = (name: string) => Object.values(counts[name] ?? {}).reduce((sum, count) => sum + count, 0)
  return {
    registrations: total('registrations'),
    tenants: total('tenants'),
    orders: total('orders'),
    users: total('user_creations'),
  }
}

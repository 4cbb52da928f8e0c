import type { World } from '../../world/world.ts'

export interface Tenant {
  id: string
  prefix: string
  initialDomain: string
  displayName: string
  /** ISO 3166-1 alpha-2; cannot be changed. */
  country: string
  createdAt: number
  /** Letter in the tenant's DKIM host, `<letter>-v1.dkim.mail.microsoft`. */
  dkimLetter: string
  /** False for tenants that are not customers of the sandbox's partner. */
  isCustomer: boolean
}

const tenants = (world: World) => world.store.collection<Tenant>('tenants')

export function findTenant(world: World, idOrDomain: string): Tenant | undefined {
  const key = idOrDomain.toLowerCase()
  const known = tenants(world).get(key)
  if (known) return known
  const owner = tenantOfDomain(world, key)
  return owner === undefined ? undefined : tenants(world).get(owner)
}

export const saveTenant = (world: World, tenant: Tenant) => {
  tenants(world).set(tenant.id, tenant)
  claimDomain(world, tenant.initialDomain, tenant.id)
}

/** A domain name belongs to the one tenant that has verified it. */
const owners = (world: World) => world.store.collection<{ tenantId: string }>('domain_owners')
export const tenantOfDomain = (world: World, domain: string) => owners(world).get(domain.toLowerCase())?.tenantId
export const claimDomain = (world: World, domain: string, tenantId: string) =>
  owners(world).set(domain.toLowerCase(), { tenantId })
export const releaseDomain = (world: World, domain: string) => owners(world).delete(domain.toLowerCase())

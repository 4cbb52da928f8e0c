import type { World } from '../../world/world.ts'
import { domainsOf, findDomain, type TenantDomain } from './domains.ts'
import type { Tenant } from './tenants.ts'

/** The initial domain exists from the tenant's first moment and needs no proof. */
function initialDomain(world: World, tenant: Tenant): TenantDomain {
  const saved = findDomain(world, tenant.id, tenant.initialDomain)
  if (saved) return saved
  return {
    name: tenant.initialDomain,
    tenantId: tenant.id,
    verificationCode: '',
    mailExchange: `${tenant.prefix}.mail.protection.outlook.com`,
    isVerified: true,
    isDefault: !domainsOf(world, tenant.id).some((domain) => domain.isDefault),
    isInitial: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }
}

export function tenantDomains(world: World, tenant: Tenant): TenantDomain[] {
  const own = domainsOf(world, tenant.id).filter((domain) => domain.name !== tenant.initialDomain)
  return [initialDomain(world, tenant), ...own]
}

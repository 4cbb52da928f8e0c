import type { World } from '../../world/world.ts'
import { tenantDomains } from '../state/domain-list.ts'
import type { Tenant } from '../state/tenants.ts'

/** The mail system hears of a verified domain some time after the directory. */
export const acceptedDomains = (world: World, tenant: Tenant) =>
  tenantDomains(world, tenant).filter(
    (domain) =>
      domain.isInitial || (domain.isVerified && world.waits.isOver('accepted_domain', `${tenant.id}/${domain.name}`)),
  )

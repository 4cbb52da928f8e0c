import type { World } from '../../world/world.ts'
import type { TenantDomain } from '../state/domains.ts'
import type { Tenant } from '../state/tenants.ts'
import { renameUser, saveUser, usersOf } from '../state/users.ts'

const isIn = (domain: TenantDomain) => (user: { userPrincipalName: string }) =>
  user.userPrincipalName.toLowerCase().endsWith(`@${domain.name}`)

/** Users that still carry the name; a soft-deleted one does not hold it. */
export const referencesTo = (world: World, domain: TenantDomain) =>
  usersOf(world, domain.tenantId)
    .filter(isIn(domain))
    .map(({ id, displayName, userPrincipalName }) => ({
      '@odata.type': '#microsoft.graph.user',
      id,
      displayName,
      userPrincipalName,
    }))

/** What `forceDelete` does first: users move to the initial domain. */
export function detachDomain(world: World, tenant: Tenant, domain: TenantDomain, isDisabling: boolean) {
  for (const user of usersOf(world, domain.tenantId).filter(isIn(domain))) {
    const [local] = user.userPrincipalName.split('@')
    const renamed = renameUser(world, user, `${local}@${tenant.initialDomain}`)
    if (isDisabling) saveUser(world, { ...renamed, accountEnabled: false })
  }
}

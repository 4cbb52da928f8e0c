import { createHash, randomUUID } from 'node:crypto'
import type { World } from '../../world/world.ts'
import { appRoles } from './names.ts'

/** An application's presence in one tenant. */
export interface ServicePrincipal {
  id: string
  tenantId: string
  appId: string
}

export interface RoleGrant {
  id: string
  tenantId: string
  /** Object id of the service principal that got it. */
  principalId: string
  /** Object id of the resource's service principal; for directory roles, the role definition id. */
  resourceId: string
  /** App role id; null for a directory role. */
  appRoleId: string | null
  createdAt: number
}

const principals = (world: World) => world.store.collection<ServicePrincipal>('service_principals')
const grants = (world: World) => world.store.collection<RoleGrant>('role_grants')
const scopes = (world: World) => world.store.collection<{ scopes: string[] }>('delegated_scopes')

const key = (tenantId: string, appId: string) => `${tenantId}/${appId.toLowerCase()}`

/** Object ids differ by tenant, and stay the same for one application in one tenant. */
function objectId(tenantId: string, appId: string) {
  const hex = createHash('sha256').update(key(tenantId, appId)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const findPrincipal = (world: World, tenantId: string, appId: string) =>
  principals(world).get(key(tenantId, appId))

export function principalById(world: World, tenantId: string, id: string) {
  return [...principals(world).values()].find((one) => one.tenantId === tenantId && one.id === id)
}

export const principalsOf = (world: World, tenantId: string) =>
  [...principals(world).values()].filter((one) => one.tenantId === tenantId)

export function addPrincipal(world: World, tenantId: string, appId: string): ServicePrincipal {
  const known = findPrincipal(world, tenantId, appId)
  if (known) return known
  const principal = { id: objectId(tenantId, appId), tenantId, appId: appId.toLowerCase() }
  principals(world).set(key(tenantId, appId), principal)
  return principal
}

export const removePrincipal = (world: World, tenantId: string, appId: string) =>
  principals(world).delete(key(tenantId, appId))

export const delegatedScopes = (world: World, tenantId: string, appId: string) =>
  scopes(world).get(key(tenantId, appId))?.scopes ?? []
export const setDelegatedScopes = (world: World, tenantId: string, appId: string, values: string[]) =>
  scopes(world).set(key(tenantId, appId), { scopes: values })
export const dropDelegatedScopes = (world: World, tenantId: string, appId: string) =>
  scopes(world).delete(key(tenantId, appId))

export const grantsOf = (world: World, principalId: string) =>
  [...grants(world).values()].filter((grant) => grant.principalId === principalId)
export const grantsOn = (world: World, resourceId: string) =>
  [...grants(world).values()].filter((grant) => grant.resourceId === resourceId)
export const removeGrant = (world: World, id: string) => grants(world).delete(id)

export function addGrant(world: World, grant: Omit<RoleGrant, 'id' | 'createdAt'>): RoleGrant | 'exists' {
  const twin = grantsOf(world, grant.principalId).find(
    (one) => one.resourceId === grant.resourceId && one.appRoleId === grant.appRoleId,
  )
  if (twin) return 'exists'
  const added = { ...grant, id: randomUUID(), createdAt: world.now() }
  grants(world).set(added.id, added)
  return added
}

/** Values of the application permissions that an application holds on one resource. */
export function roleValues(world: World, tenantId: string, appId: string, resourceAppId: string): string[] {
  const principal = findPrincipal(world, tenantId, appId)
  const resource = findPrincipal(world, tenantId, resourceAppId)
  if (!principal || !resource) return []
  const held = grantsOf(world, principal.id).filter((grant) => grant.resourceId === resource.id)
  return held.flatMap((grant) => appRoles[resourceAppId]?.find((role) => role.id === grant.appRoleId)?.value ?? [])
}

export function directoryRoleIds(world: World, tenantId: string, appId: string): string[] {
  const principal = findPrincipal(world, tenantId, appId)
  if (!principal) return []
  return grantsOf(world, principal.id).flatMap((grant) => (grant.appRoleId === null ? grant.resourceId : []))
}

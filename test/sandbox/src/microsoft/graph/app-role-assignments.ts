import { z } from 'zod'
import { addGrant, grantsOf, grantsOn, principalById, type RoleGrant, removeGrant } from '../state/grants.ts'
import { appRoles, resourceNames } from '../state/names.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, noContent, ok, page, param } from './call.ts'
import { graphErrors } from './errors.ts'
import { readApplications, requestedPrincipal } from './service-principals.ts'

const write = ['AppRoleAssignment.ReadWrite.All']
const base = '/servicePrincipals/:principal'

export const appRoleAssignmentRoutes: GraphRoute[] = [
  { method: 'GET', path: `${base}/appRoleAssignments`, permissions: readApplications, handle: listHeld },
  { method: 'POST', path: `${base}/appRoleAssignments`, permissions: write, handle: assign },
  { method: 'DELETE', path: `${base}/appRoleAssignments/:assignment`, permissions: write, handle: remove },
  { method: 'GET', path: `${base}/appRoleAssignedTo`, permissions: readApplications, handle: listGiven },
  { method: 'POST', path: `${base}/appRoleAssignedTo`, permissions: write, handle: assign },
]

function view({ world, tenant }: GraphCall, grant: RoleGrant) {
  const resource = principalById(world, tenant.id, grant.resourceId)
  return {
    id: Buffer.from(grant.id).toString('base64url'),
    deletedDateTime: null,
    appRoleId: grant.appRoleId,
    createdDateTime: new Date(grant.createdAt).toISOString(),
    principalDisplayName: 'Coldframe',
    principalId: grant.principalId,
    principalType: 'ServicePrincipal',
    resourceDisplayName: resourceNames[resource?.appId ?? ''] ?? 'Coldframe',
    resourceId: grant.resourceId,
  }
}

function listHeld(call: GraphCall) {
  const principal = requestedPrincipal(call)
  return listing(call, 'appRoleAssignments', grantsOf(call.world, principal.id))
}

function listGiven(call: GraphCall) {
  const principal = requestedPrincipal(call)
  return listing(call, 'appRoleAssignedTo', grantsOn(call.world, principal.id))
}

function listing(call: GraphCall, name: string, grants: RoleGrant[]) {
  const path = `/servicePrincipals/${param(call, 'principal')}/${name}`
  const appGrants = grants.filter((grant) => grant.appRoleId !== null)
  return ok({
    '@odata.context': contextUrl(call.world, name),
    ...page(call, path, appGrants, 100, (grant) => view(call, grant)),
  })
}

const Assignment = z.object({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() })

function assign(call: GraphCall) {
  requestedPrincipal(call)
  const { world, tenant } = call
  const { principalId, resourceId, appRoleId } = bodyOf(Assignment, call)
  const resource = principalById(world, tenant.id, resourceId)
  if (!resource) throw graphErrors.notFound(resourceId)
  if (!principalById(world, tenant.id, principalId)) throw graphErrors.notFound(principalId)
  if (!appRoles[resource.appId]?.some((role) => role.id === appRoleId))
    throw graphErrors.badRequest('Permission being assigned was not found on application')
  const grant = addGrant(world, { tenantId: tenant.id, principalId, resourceId, appRoleId })
  if (grant === 'exists')
    throw graphErrors.badRequest('Permission being assigned already exists on the object', [
      { code: 'InvalidUpdate', target: 'appRoleAssignment' },
    ])
  return {
    status: 201,
    body: { '@odata.context': contextUrl(world, 'appRoleAssignments/$entity'), ...view(call, grant) },
  }
}

function remove(call: GraphCall) {
  const principal = requestedPrincipal(call)
  const id = Buffer.from(param(call, 'assignment'), 'base64url').toString()
  const grant = grantsOf(call.world, principal.id).find((one) => one.id === id)
  if (!grant) throw graphErrors.notFound(param(call, 'assignment'))
  removeGrant(call.world, grant.id)
  return noContent
}

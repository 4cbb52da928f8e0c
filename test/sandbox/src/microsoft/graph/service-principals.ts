import { z } from 'zod'
import { addPrincipal, findPrincipal, principalById, principalsOf, type ServicePrincipal } from '../state/grants.ts'
import { appRoles, resourceNames } from '../state/names.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, ok, page, param, selected } from './call.ts'
import { graphErrors } from './errors.ts'
import { parseFilter } from './odata-filter.ts'

export const readApplications = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
]
const writeApplications = ['Application.ReadWrite.All', 'Directory.ReadWrite.All']

export const servicePrincipalRoutes: GraphRoute[] = [
  { method: 'GET', path: '/servicePrincipals', permissions: readApplications, handle: list },
  { method: 'POST', path: '/servicePrincipals', permissions: writeApplications, handle: create },
  {
    method: 'GET',
    path: '/servicePrincipals/:principal',
    permissions: readApplications,
    handle: (call) =>
      ok({
        '@odata.context': contextUrl(call.world, 'servicePrincipals/$entity'),
        ...view(call)(requestedPrincipal(call)),
      }),
  },
]

/** By object id, or by `appId='…'`. */
export function requestedPrincipal(call: GraphCall): ServicePrincipal {
  const id = param(call, 'principal')
  const { world, tenant } = call
  const appId = /^appId=(.+)$/i.exec(id)?.[1]
  const principal = appId === undefined ? principalById(world, tenant.id, id) : findPrincipal(world, tenant.id, appId)
  if (!principal) throw graphErrors.notFound(id)
  return principal
}

const role = ({ id, value }: { id: string; value: string }) => ({
  allowedMemberTypes: ['Application'],
  description: value,
  displayName: value,
  id,
  isEnabled: true,
  origin: 'Application',
  value,
})

const properties = (principal: ServicePrincipal) => ({
  id: principal.id,
  accountEnabled: true,
  appId: principal.appId,
  appDisplayName: resourceNames[principal.appId] ?? 'Coldframe',
  displayName: resourceNames[principal.appId] ?? 'Coldframe',
  servicePrincipalType: 'Application',
  servicePrincipalNames: [principal.appId],
  appRoles: (appRoles[principal.appId] ?? []).map(role),
  oauth2PermissionScopes: [],
})

const view = (call: GraphCall) => (principal: ServicePrincipal) => {
  const all = properties(principal)
  return selected(call.query, all, Object.keys(all))
}

function list(call: GraphCall) {
  const filter = call.query.get('$filter')
  const test = filter === null ? () => true : parseFilter(filter)
  const found = principalsOf(call.world, call.tenant.id).filter((one) => test(properties(one)))
  const own = page(call, '/servicePrincipals', found, 100, view(call))
  return ok({ '@odata.context': contextUrl(call.world, 'servicePrincipals'), ...own })
}

function create(call: GraphCall) {
  const { appId } = bodyOf(z.object({ appId: z.guid() }), call)
  if (findPrincipal(call.world, call.tenant.id, appId))
    throw graphErrors.badRequest(
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      [{ code: 'ObjectConflict', target: 'appId' }],
    )
  return { status: 201, body: properties(addPrincipal(call.world, call.tenant.id, appId)) }
}

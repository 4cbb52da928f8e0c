import { z } from 'zod'
import { addGrant, grantsOf, principalById, principalsOf, type RoleGrant, removeGrant } from '../state/grants.ts'
import { directoryRoles } from '../state/names.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, noContent, ok, page, param } from './call.ts'
import { graphErrors } from './errors.ts'
import { parseFilter } from './odata-filter.ts'

const write = ['RoleManagement.ReadWrite.Directory']
const read = [...write, 'RoleManagement.Read.Directory', 'Directory.Read.All', 'Directory.ReadWrite.All']
const base = '/roleManagement/directory/roleAssignments'

export const directoryRoleRoutes: GraphRoute[] = [
  { method: 'GET', path: base, permissions: read, handle: list },
  { method: 'POST', path: base, permissions: write, handle: assign },
  { method: 'DELETE', path: `${base}/:assignment`, permissions: write, handle: remove },
]

const view = (grant: RoleGrant) => ({
  id: grant.id,
  principalId: grant.principalId,
  roleDefinitionId: grant.resourceId,
  directoryScopeId: '/',
})

const assignments = ({ world, tenant }: GraphCall) =>
  principalsOf(world, tenant.id)
    .flatMap((principal) => grantsOf(world, principal.id))
    .filter((grant) => grant.appRoleId === null)

function list(call: GraphCall) {
  const filter = call.query.get('$filter')
  const test = filter === null ? () => true : parseFilter(filter)
  const found = assignments(call).filter((grant) => test(view(grant)))
  return ok({
    '@odata.context': contextUrl(call.world, 'roleManagement/directory/roleAssignments'),
    ...page(call, base, found, 100, view),
  })
}

const Assignment = z.object({ principalId: z.guid(), roleDefinitionId: z.guid(), directoryScopeId: z.literal('/') })
const knownRoles = new Set<string>(Object.values(directoryRoles))

function assign(call: GraphCall) {
  const { world, tenant } = call
  const { principalId, roleDefinitionId } = bodyOf(Assignment, call)
  if (!principalById(world, tenant.id, principalId)) throw graphErrors.notFound(principalId)
  if (!knownRoles.has(roleDefinitionId.toLowerCase())) throw graphErrors.notFound(roleDefinitionId)
  const grant = addGrant(world, {
    tenantId: tenant.id,
    principalId,
    resourceId: roleDefinitionId.toLowerCase(),
    appRoleId: null,
  })
  if (grant === 'exists')
    throw graphErrors.badRequest(
      'A conflicting object with one or more of the specified property values is present in the directory.',
      [{ code: 'ConflictingObjects', target: 'principalId' }],
    )
  return {
    status: 201,
    body: { '@odata.context': contextUrl(world, 'roleManagement/directory/roleAssignments/$entity'), ...view(grant) },
  }
}

function remove(call: GraphCall) {
  const grant = assignments(call).find((one) => one.id === param(call, 'assignment'))
  if (!grant) throw graphErrors.notFound(param(call, 'assignment'))
  removeGrant(call.world, grant.id)
  return noContent
}

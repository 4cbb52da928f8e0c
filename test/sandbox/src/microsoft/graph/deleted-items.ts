import { z } from 'zod'
import { exchangeSku } from '../state/names.ts'
import { boughtSeats, changeSeats, usedSeats } from '../state/seats.ts'
import { deletedUsersOf, purge, renameUser, saveUser, type User, userByAddress } from '../state/users.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, noContent, ok, page, param, selected } from './call.ts'
import { graphErrors } from './errors.ts'
import { checkName } from './user-rules.ts'
import { defaultUserProperties, userView } from './user-view.ts'
import { paint, readUsers, writeUsers } from './users.ts'

const path = '/directory/deletedItems/:item'

/** Users that can still be brought back, for 30 days. */
export const deletedItemRoutes: GraphRoute[] = [
  { method: 'GET', path: '/directory/deletedItems/microsoft.graph.user', permissions: readUsers, handle: list },
  {
    method: 'GET',
    path,
    permissions: readUsers,
    handle: (call) => ok({ ...paint(call, requested(call)), '@odata.type': '#microsoft.graph.user' }),
  },
  { method: 'DELETE', path, permissions: writeUsers, handle: purgeUser },
  { method: 'POST', path: `${path}/restore`, permissions: writeUsers, handle: restore },
]

function requested(call: GraphCall): User {
  const id = param(call, 'item')
  const user = deletedUsersOf(call.world, call.tenant.id).find((one) => one.id === id.toLowerCase())
  if (!user) throw graphErrors.notFound(id)
  return user
}

function list(call: GraphCall) {
  const view = (user: User) => selected(call.query, userView(call.world, user), defaultUserProperties)
  const all = deletedUsersOf(call.world, call.tenant.id)
  const own = page(call, '/directory/deletedItems/microsoft.graph.user', all, 100, view)
  return ok({ '@odata.context': contextUrl(call.world, 'directoryObjects'), ...own })
}

function purgeUser(call: GraphCall) {
  purge(call.world, requested(call))
  return noContent
}

const Restore = z.object({
  autoReconcileProxyConflict: z.boolean().optional(),
  newUserPrincipalName: z.string().optional(),
})

function restore(call: GraphCall) {
  const user = requested(call)
  const name = bodyOf(Restore, call).newUserPrincipalName ?? user.userPrincipalName
  checkName(call, name)
  if (userByAddress(call.world, name)) throw graphErrors.conflict('userPrincipalName')
  const licences = relicensed(call, user)
  const restored = saveUser(call.world, { ...user, licences, deletedAt: null })
  return ok(paint(call, name === user.userPrincipalName ? restored : renameUser(call.world, restored, name)))
}

/** The licence comes back when a seat is still free. */
function relicensed({ world }: GraphCall, user: User): string[] {
  const isFree = boughtSeats(world, user.tenantId).enabled > usedSeats(world, user.tenantId, exchangeSku.skuId)
  if (!user.licences.includes(exchangeSku.skuId) || !isFree) return []
  changeSeats(world, user.tenantId, exchangeSku.skuId, 1)
  return user.licences
}

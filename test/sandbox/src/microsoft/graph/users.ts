import { randomUUID } from 'node:crypto'
import { changeSeats } from '../state/seats.ts'
import { domainOf, renameUser, saveUser, softDelete, type User, userByAddress, usersOf } from '../state/users.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, noContent, ok, page, selected } from './call.ts'
import { graphErrors } from './errors.ts'
import { parseFilter } from './odata-filter.ts'
import { meetsStaleReplica } from './replicas.ts'
import { knownUser, requestedUser } from './user-lookup.ts'
import { checkName, checkPassword, checkUsageLocation, NewUser } from './user-rules.ts'
import { defaultUserProperties, userView } from './user-view.ts'

export const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
export const writeUsers = ['User.ReadWrite.All', 'Directory.ReadWrite.All']

export const userRoutes: GraphRoute[] = [
  { method: 'GET', path: '/users', permissions: readUsers, cost: 2, handle: listUsers },
  { method: 'POST', path: '/users', permissions: writeUsers, handle: createUser },
  {
    method: 'GET',
    path: '/users/:user',
    permissions: readUsers,
    handle: (call) => ok(paint(call, requestedUser(call))),
  },
  { method: 'PATCH', path: '/users/:user', permissions: writeUsers, handle: updateUser },
  { method: 'DELETE', path: '/users/:user', permissions: writeUsers, handle: deleteUser },
  { method: 'POST', path: '/users/:user/revokeSignInSessions', permissions: writeUsers, handle: revokeSessions },
]

export const paint = (call: GraphCall, user: User) =>
  selected(
    call.query,
    { '@odata.context': contextUrl(call.world, 'users/$entity'), ...userView(call.world, user) },
    defaultUserProperties,
  )

function listUsers(call: GraphCall) {
  const { world, tenant, query } = call
  const filter = query.get('$filter')
  const test = filter === null ? () => true : parseFilter(filter)
  const seen = usersOf(world, tenant.id).filter(
    (user) => test(userView(world, user)) && !meetsStaleReplica(world, user),
  )
  const view = (user: User) => selected(query, userView(world, user), defaultUserProperties)
  return ok({ '@odata.context': contextUrl(world, 'users'), ...page(call, '/users', seen, 100, view) })
}

function createUser(call: GraphCall) {
  const body = bodyOf(NewUser, call)
  checkName(call, body.userPrincipalName)
  checkPassword(body.passwordProfile.password)
  checkUsageLocation(body.usageLocation)
  if (userByAddress(call.world, body.userPrincipalName)) throw graphErrors.conflict('userPrincipalName')
  const user = saveUser(call.world, newUser(call, body))
  call.world.waits.start('replication', user.id, domainOf(user.userPrincipalName))
  call.world.counters.add('users', user.userPrincipalName.toLowerCase())
  call.world.counters.add('user_creations', user.userPrincipalName.toLowerCase())
  return { status: 201, body: paint({ ...call, query: new URLSearchParams() }, user) }
}

const newUser = (call: GraphCall, body: NewUser): User => ({
  id: randomUUID(),
  tenantId: call.tenant.id,
  userPrincipalName: body.userPrincipalName,
  mailNickname: body.mailNickname,
  displayName: body.displayName,
  givenName: body.givenName ?? null,
  surname: body.surname ?? null,
  jobTitle: body.jobTitle ?? null,
  usageLocation: body.usageLocation ?? null,
  accountEnabled: body.accountEnabled,
  licences: [],
  createdAt: call.world.now(),
  deletedAt: null,
  isSettled: false,
})

const Change = NewUser.omit({ passwordProfile: true }).partial().extend({
  passwordProfile: NewUser.shape.passwordProfile.partial().optional(),
})

function updateUser(call: GraphCall) {
  const user = requestedUser(call)
  const { passwordProfile, userPrincipalName, ...change } = bodyOf(Change, call)
  if (passwordProfile?.password !== undefined) checkPassword(passwordProfile.password)
  checkUsageLocation(change.usageLocation)
  const isRenamed = userPrincipalName !== undefined && userPrincipalName !== user.userPrincipalName
  if (isRenamed) {
    checkName(call, userPrincipalName)
    const twin = userByAddress(call.world, userPrincipalName)
    if (twin && twin.id !== user.id) throw graphErrors.conflict('userPrincipalName')
  }
  const changed = saveUser(call.world, { ...user, ...change })
  if (isRenamed) renameUser(call.world, changed, userPrincipalName)
  return noContent
}

/** Frees the licence at once. */
function deleteUser(call: GraphCall) {
  const user = knownUser(call)
  for (const skuId of user.licences) changeSeats(call.world, user.tenantId, skuId, -1)
  softDelete(call.world, user)
  return noContent
}

function revokeSessions(call: GraphCall) {
  knownUser(call)
  return ok({ '@odata.context': contextUrl(call.world, 'Edm.Boolean'), value: true })
}

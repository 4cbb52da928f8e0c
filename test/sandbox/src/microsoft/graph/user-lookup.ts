import { findUser, type User } from '../state/users.ts'
import { type GraphCall, param } from './call.ts'
import { graphErrors } from './errors.ts'
import { meetsStaleReplica } from './replicas.ts'

/** The user in the path, as the replica that happens to answer knows it. */
export function requestedUser(call: GraphCall): User {
  const user = knownUser(call)
  if (meetsStaleReplica(call.world, user)) throw graphErrors.notFound(user.id)
  return user
}

/** The same without the lag of replicas. */
export function knownUser(call: GraphCall): User {
  const id = param(call, 'user')
  const user = findUser(call.world, call.tenant.id, id)
  if (!user) throw graphErrors.notFound(id)
  return user
}

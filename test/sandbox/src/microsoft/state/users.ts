import type { World } from '../../world/world.ts'
import { exchangeSku } from './names.ts'

export interface User {
  id: string
  tenantId: string
  userPrincipalName: string
  mailNickname: string
  displayName: string
  givenName: string | null
  surname: string | null
  jobTitle: string | null
  usageLocation: string | null
  accountEnabled: boolean
  licences: string[]
  createdAt: number
  deletedAt: number | null
  /** There since before the world began: known to all replicas, with a mailbox. */
  isSettled: boolean
}

const users = (world: World) => world.store.collection<User>('users')
const names = (world: World) => world.store.collection<{ id: string }>('user_names')
const key = (name: string) => name.toLowerCase()

export const userByAddress = (world: World, address: string): User | undefined => {
  const name = names(world).get(key(address))
  return name && users(world).get(name.id)
}

const userById = (world: World, id: string) => users(world).get(id.toLowerCase())

/** By object id or by user principal name, deleted ones aside. */
export function findUser(world: World, tenantId: string, idOrName: string): User | undefined {
  const user = idOrName.includes('@') ? userByAddress(world, idOrName) : userById(world, idOrName)
  return user?.tenantId === tenantId && user.deletedAt === null ? user : undefined
}

export function saveUser(world: World, user: User): User {
  users(world).set(user.id, user)
  if (user.deletedAt === null) names(world).set(key(user.userPrincipalName), { id: user.id })
  return user
}

export function renameUser(world: World, user: User, userPrincipalName: string): User {
  names(world).delete(key(user.userPrincipalName))
  return saveUser(world, { ...user, userPrincipalName })
}

/** Kept for 30 days; the name is free again at once. */
export function softDelete(world: World, user: User) {
  names(world).delete(key(user.userPrincipalName))
  users(world).set(user.id, { ...user, deletedAt: world.now() })
}

export const purge = (world: World, user: User) => users(world).delete(user.id)

export const usersOf = (world: World, tenantId: string) =>
  [...users(world).values()].filter((user) => user.tenantId === tenantId && user.deletedAt === null)

const retentionMs = 30 * 86_400_000
export const deletedUsersOf = (world: World, tenantId: string) =>
  [...users(world).values()].filter(
    (user) => user.tenantId === tenantId && user.deletedAt !== null && user.deletedAt + retentionMs > world.now(),
  )

export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** The mailbox follows the licence: after a while, and only as long as there is one. */
export const hasMailbox = (world: World, user: User) =>
  user.deletedAt === null &&
  user.licences.includes(exchangeSku.skuId) &&
  isLicenceOn(world, user) &&
  (user.isSettled || world.waits.isOver('mailbox_creation', user.id))

export const isLicenceOn = (world: World, user: User) =>
  user.isSettled || world.waits.isOver('licence_assignment', user.id)

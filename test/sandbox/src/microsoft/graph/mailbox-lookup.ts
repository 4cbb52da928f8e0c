import { type Folder, folders } from '../../mail/mailboxes.ts'
import { findUser, hasMailbox, type User } from '../state/users.ts'
import { type GraphCall, param } from './call.ts'
import { graphErrors } from './errors.ts'

/** The user in the path, who must have a mailbox by now: no licence and not-yet-made look the same. */
export function mailboxOwner(call: GraphCall): User {
  const id = param(call, 'user')
  const user = findUser(call.world, call.tenant.id, id)
  if (!user) throw graphErrors.notFound(id)
  if (!hasMailbox(call.world, user)) throw graphErrors.noMailbox()
  return user
}

const isFolder = (name: string): name is Folder => name in folders
export const folderId = (user: User, folder: Folder) => Buffer.from(`${user.id}/${folder}`).toString('base64url')

/** By well-known name or by id. */
export function folderOf(user: User, given: string): Folder {
  const name = given.toLowerCase()
  if (isFolder(name)) return name
  const [owner, folder = ''] = Buffer.from(given, 'base64url').toString().split('/')
  if (owner !== user.id || !isFolder(folder)) throw graphErrors.noItem()
  return folder
}

import { type Folder, folders, messagesOf } from '../../mail/mailboxes.ts'
import type { User } from '../state/users.ts'
import { contextUrl, type GraphCall, type GraphRoute, ok, page, param, selected } from './call.ts'
import { folderId, folderOf, mailboxOwner } from './mailbox-lookup.ts'

export const readMail = ['Mail.Read', 'Mail.ReadWrite']

export const mailFolderRoutes: GraphRoute[] = [
  { method: 'GET', path: '/users/:user/mailFolders', permissions: readMail, isMail: true, handle: list },
  { method: 'GET', path: '/users/:user/mailFolders/:folder', permissions: readMail, isMail: true, handle: get },
]

function view(call: GraphCall, user: User, folder: Folder) {
  const all = messagesOf(call.world, user.id).filter((message) => message.folder === folder)
  const own = {
    id: folderId(user, folder),
    displayName: folders[folder],
    parentFolderId: Buffer.from(`${user.id}/root`).toString('base64url'),
    childFolderCount: 0,
    unreadItemCount: all.filter((message) => !message.isRead).length,
    totalItemCount: all.length,
    sizeInBytes: all.reduce((sum, message) => sum + message.raw.length, 0),
    isHidden: false,
  }
  return selected(call.query, own, Object.keys(own))
}

function list(call: GraphCall) {
  const user = mailboxOwner(call)
  const names: Folder[] = ['archive', 'deleteditems', 'drafts', 'inbox', 'junkemail', 'sentitems']
  const own = page(call, `/users/${param(call, 'user')}/mailFolders`, names, 10, (folder) => view(call, user, folder))
  return ok({ '@odata.context': contextUrl(call.world, `users('${user.id}')/mailFolders`), ...own })
}

function get(call: GraphCall) {
  const user = mailboxOwner(call)
  const folder = folderOf(user, param(call, 'folder'))
  return ok({
    '@odata.context': contextUrl(call.world, `users('${user.id}')/mailFolders/$entity`),
    ...view(call, user, folder),
  })
}

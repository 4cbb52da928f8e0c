import { z } from 'zod'
import {
  findMessage,
  messagesOf,
  newMessageId,
  rawOf,
  removeMessage,
  type StoredMessage,
  saveMessage,
} from '../../mail/mailboxes.ts'
import type { User } from '../state/users.ts'
import {
  bodyOf,
  contextUrl,
  type GraphCall,
  type GraphReply,
  type GraphRoute,
  noContent,
  ok,
  page,
  param,
  selected,
} from './call.ts'
import { graphErrors } from './errors.ts'
import { readMail } from './mail-folders.ts'
import { folderOf, mailboxOwner } from './mailbox-lookup.ts'
import { searchTest } from './message-search.ts'
import { defaultMessageProperties, extendedProperties, messageView, opened } from './message-view.ts'
import { parseFilter } from './odata-filter.ts'

const write = ['Mail.ReadWrite']
const shapes: Omit<GraphRoute, 'isMail'>[] = [
  { method: 'GET', path: '/messages', permissions: readMail, handle: list },
  { method: 'GET', path: '/mailFolders/:folder/messages', permissions: readMail, handle: list },
  { method: 'GET', path: '/messages/:message', permissions: readMail, handle: get },
  { method: 'GET', path: '/mailFolders/:folder/messages/:message', permissions: readMail, handle: get },
  { method: 'GET', path: '/messages/:message/$value', permissions: readMail, handle: value },
  { method: 'PATCH', path: '/messages/:message', permissions: write, handle: update },
  { method: 'DELETE', path: '/messages/:message', permissions: write, handle: remove },
  { method: 'POST', path: '/messages/:message/move', permissions: write, handle: move },
]
export const messageRoutes: GraphRoute[] = shapes.map((route) => ({
  ...route,
  path: `/users/:user${route.path}`,
  isMail: true,
}))

const wantsImmutableId = (call: GraphCall) => /IdType="?ImmutableId"?/i.test(call.headers.prefer ?? '')

export const paintMessage = (call: GraphCall, user: User, message: StoredMessage) => {
  const view = { ...messageView(user, message, wantsImmutableId(call)), ...opened(message) }
  return selected(call.query, view, defaultMessageProperties)
}

export function requestedMessage(call: GraphCall, user: User): StoredMessage {
  const message = findMessage(call.world, user.id, param(call, 'message'))
  if (!message) throw graphErrors.noItem()
  return message
}

/** Extended properties are told to a filter that names them, and have to be read out of the message. */
const viewFor = (filter: string | null) => (user: User, message: StoredMessage) => ({
  ...messageView(user, message, false),
  ...(filter?.includes('singleValueExtendedProperties') ? extendedProperties(message) : {}),
})

/** Newest first; `$search` and `$filter` do not go together, as in the real mailbox. */
function list(call: GraphCall) {
  const user = mailboxOwner(call)
  const { query, params } = call
  const [search, filter] = [query.get('$search'), query.get('$filter')]
  if (search !== null && filter !== null)
    throw graphErrors.malformed('The query parameters $search and $filter cannot be used together.')
  const folder = params.folder === undefined ? null : folderOf(user, params.folder)
  const found = search === null ? () => true : searchTest(search)
  const filtered = filter === null ? () => true : parseFilter(filter)
  const all = messagesOf(call.world, user.id).filter(
    (one) => (folder === null || one.folder === folder) && found(one) && filtered(viewFor(filter)(user, one)),
  )
  if (/asc\s*$/i.test(query.get('$orderby') ?? 'desc') && !/desc\s*$/i.test(query.get('$orderby') ?? 'desc'))
    all.reverse()
  const own = params.folder === undefined ? '' : `/mailFolders/${params.folder}`
  const base = `/users/${param(call, 'user')}${own}/messages`
  const value = page(call, base, all, 10, (message) => paintMessage(call, user, message))
  return ok({ '@odata.context': contextUrl(call.world, `users('${user.id}')/messages`), ...value })
}

function get(call: GraphCall) {
  const user = mailboxOwner(call)
  const message = paintMessage(call, user, requestedMessage(call, user))
  return ok({ '@odata.context': contextUrl(call.world, `users('${user.id}')/messages/$entity`), ...message })
}

function value(call: GraphCall): GraphReply {
  const user = mailboxOwner(call)
  const body = rawOf(requestedMessage(call, user)).toString('utf8')
  return { status: 200, headers: { 'content-type': 'text/plain' }, body }
}

const Change = z.object({
  isRead: z.boolean().optional(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  inferenceClassification: z.enum(['focused', 'other']).optional(),
})

function update(call: GraphCall) {
  const user = mailboxOwner(call)
  const message = requestedMessage(call, user)
  return ok(paintMessage(call, user, saveMessage(call.world, user.id, { ...message, ...bodyOf(Change, call) })))
}

function remove(call: GraphCall) {
  const user = mailboxOwner(call)
  removeMessage(call.world, user.id, requestedMessage(call, user))
  return noContent
}

/** The message gets a new id, and the old one is gone; only an immutable id outlives the move. */
function move(call: GraphCall) {
  const user = mailboxOwner(call)
  const message = requestedMessage(call, user)
  const { destinationId } = bodyOf(z.object({ destinationId: z.string() }), call)
  const moved = { ...message, folder: folderOf(user, destinationId), id: newMessageId() }
  return { status: 201, body: paintMessage(call, user, saveMessage(call.world, user.id, moved)) }
}

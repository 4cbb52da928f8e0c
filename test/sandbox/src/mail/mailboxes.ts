import { randomBytes } from 'node:crypto'
import type { User } from '../microsoft/state/users.ts'
import { userByAddress } from '../microsoft/state/users.ts'
import type { World } from '../world/world.ts'
import { type Parsed, parseMessage } from './parse.ts'

export type Folder = 'inbox' | 'junkemail' | 'sentitems' | 'drafts' | 'deleteditems' | 'archive'
export const folders: Record<Folder, string> = {
  inbox: 'Inbox',
  junkemail: 'Junk Email',
  sentitems: 'Sent Items',
  drafts: 'Drafts',
  deleteditems: 'Deleted Items',
  archive: 'Archive',
}

export interface StoredMessage extends Parsed {
  /** Changes with every move, unlike `immutableId`. */
  id: string
  immutableId: string
  folder: Folder
  isRead: boolean
  importance?: 'low' | 'normal' | 'high'
  inferenceClassification?: 'focused' | 'other'
  receivedAt: number
  /** The whole message, in base64. */
  raw: string
  /** What its delivery waits for; null for one that never travelled. */
  delivery: string | null
}

const messages = (world: World, userId: string) => world.store.collection<StoredMessage>(`messages/${userId}`)

export const newMessageId = () => `AAMkA${randomBytes(48).toString('base64url')}=`

const hasArrived = (world: World, message: StoredMessage) =>
  message.delivery === null || world.waits.isOver('mail_delivery', message.delivery)

/** Newest first, without what is still on its way. */
export const messagesOf = (world: World, userId: string): StoredMessage[] =>
  [...messages(world, userId).values()]
    .filter((one) => hasArrived(world, one))
    .sort((a, b) => b.receivedAt - a.receivedAt)

export function findMessage(world: World, userId: string, id: string): StoredMessage | undefined {
  return messagesOf(world, userId).find((one) => one.id === id || one.immutableId === id)
}

export function saveMessage(world: World, userId: string, message: StoredMessage): StoredMessage {
  messages(world, userId).set(message.immutableId, message)
  return message
}

export const removeMessage = (world: World, userId: string, message: StoredMessage) =>
  messages(world, userId).delete(message.immutableId)

export function storeMessage(
  world: World,
  user: User,
  folder: Folder,
  raw: Buffer,
  delivery: { subject: string; readyAt: number } | null,
): StoredMessage {
  return saveMessage(world, user.id, {
    ...parseMessage(raw),
    id: newMessageId(),
    immutableId: newMessageId(),
    folder,
    isRead: folder === 'sentitems' || folder === 'drafts',
    receivedAt: delivery?.readyAt ?? world.now(),
    raw: raw.toString('base64'),
    delivery: delivery?.subject ?? null,
  })
}

export const rawOf = (message: StoredMessage) => Buffer.from(message.raw, 'base64')

/** For those who look into the world from outside; unknown addresses hold nothing. */
export function listMessages(world: World, address: string) {
  const user = userByAddress(world, address)
  if (!user) return []
  return messagesOf(world, user.id).map((message) => ({
    id: message.id,
    folder: message.folder,
    subject: message.subject,
    from: message.from.address,
    receivedAt: new Date(message.receivedAt).toISOString(),
    raw: rawOf(message).toString('utf8'),
  }))
}

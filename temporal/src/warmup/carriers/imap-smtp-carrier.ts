import { randomUUID } from 'node:crypto'
import type { ImapFlow, SearchObject } from 'imapflow'
import { readFolders } from './imap-folders.ts'
import { inFolder, messageGone, mustSucceed, readHandle, withMessage, writeHandle } from './imap-messages.ts'
import { createImapSession } from './imap-session.ts'
import type { MailLogin, MailServer } from './mail-server-settings.ts'
import { replyTo } from './reply.ts'
import { compose, type OutgoingMail, sendBySmtp } from './smtp-sender.ts'
import { missing, unknown, unknownOnFailure } from './unseen.ts'
import { type Found, TOKEN_HEADER, type WarmupCarrier } from './warmup-carrier.ts'

export interface ImapSmtpMailbox {
  address: string
  displayName: string
  imap: MailServer
  smtp: MailServer
  login: MailLogin
}

/** Any mailbox that speaks SMTP and IMAP. */
export function createImapSmtpCarrier({ address, displayName, imap, smtp, login }: ImapSmtpMailbox): WarmupCarrier {
  const session = createImapSession(imap, login)

  async function submit(to: string, mail: Omit<OutgoingMail, 'from' | 'messageId'>): Promise<void> {
    const messageId = `<${randomUUID()}@${address.split('@').at(-1)}>`
    const raw = await compose({ ...mail, messageId, from: { address, name: displayName } })
    await sendBySmtp(smtp, login, { from: address, to }, raw)
    // The message is on its way: without its copy it would be sent again if this failed.
    await session.use('keepCopy', (client) => keepCopy(client, messageId, raw)).catch(() => undefined)
  }

  return {
    async send({ to, subject, text, token }) {
      const recipient = { address: to.address, name: to.displayName }
      await submit(to.address, { to: recipient, subject, text, headers: { [TOKEN_HEADER]: token } })
    },
    hasSent: (token) => session.use('findSentMessage', (client) => hasCopy(client, { subject: token })),
    find: (token, from) =>
      unknownOnFailure(() => session.use('findWarmupMessage', (client) => look(client, token, from))),
    rescue: (handle) => session.use('rescueMessage', (client) => moveToInbox(client, handle)),
    markRead: (handle) => session.use('markRead', (client) => addFlag(client, handle, '\\Seen')),
    markImportant: (handle) => session.use('markImportant', (client) => addFlag(client, handle, '\\Flagged')),
    async reply(handle, text) {
      const original = await session.use('readMessage', (client) => withMessage(client, handle, async (one) => one))
      const { to, mail } = replyTo(original, text)
      await submit(to, mail)
      await session.use('markAnswered', (client) => addFlag(client, handle, '\\Answered'))
    },
    close: () => session.close(),
  }
}

async function look(client: ImapFlow, token: string, from: string): Promise<Found> {
  const { inbox, junk, others } = await readFolders(client)
  for (const [path, placement] of [
    [inbox, 'inbox'],
    [junk, 'spam'],
  ] as const) {
    const found = path === null ? null : await newestIn(client, path, token, from)
    if (found) return { placement, message: found, reason: null }
  }
  for (const path of others) {
    if (await newestIn(client, path, token, from)) return unknown('moved')
  }
  // Where no folder is known to be junk, the message may lie in one that we can't see.
  return junk === null ? unknown('no_junk_folder') : missing
}

function newestIn(client: ImapFlow, path: string, token: string, from: string) {
  return inFolder(client, path, { readOnly: true }, async (uidValidity) => {
    const uids = mustSucceed('search', (await client.search({ subject: token, from }, { uid: true })) ?? false)
    const uid = uids.at(-1)
    if (uid === undefined) return null
    const message = await client.fetchOne(String(uid), { flags: true }, { uid: true })
    if (!message) return null
    return { handle: writeHandle({ folder: path, uidValidity, uid }), isRead: message.flags?.has('\\Seen') ?? false }
  })
}

async function hasCopy(client: ImapFlow, query: SearchObject): Promise<boolean> {
  const { sent } = await readFolders(client)
  if (sent === null) return false
  const uids = await inFolder(client, sent, { readOnly: true }, () => client.search(query, { uid: true }))
  return mustSucceed('search', uids ?? false).length > 0
}

/** Some servers keep a copy by themselves (Gmail, Exchange); where they do not, it is ours to keep. */
async function keepCopy(client: ImapFlow, messageId: string, raw: Buffer): Promise<void> {
  const { sent } = await readFolders(client)
  if (sent === null || (await hasCopy(client, { header: { 'message-id': messageId } }))) return
  mustSucceed('keepCopy', await client.append(sent, raw, ['\\Seen']))
}

async function moveToInbox(client: ImapFlow, handle: string): Promise<string> {
  const { inbox } = await readFolders(client)
  const { uid } = readHandle(handle)
  const { moved, messageId } = await withMessage(client, handle, async ({ envelope }) => ({
    moved: mustSucceed('rescueMessage', await client.messageMove(String(uid), inbox, { uid: true })),
    messageId: envelope?.messageId ?? '',
  }))
  const newUid = moved.uidMap?.get(uid)
  // Without UIDPLUS (RFC 4315) the server does not say under which UID it lies now.
  return newUid === undefined
    ? findAgain(client, inbox, messageId)
    : writeHandle({ folder: inbox, uidValidity: String(moved.uidValidity), uid: newUid })
}

function findAgain(client: ImapFlow, path: string, messageId: string): Promise<string> {
  return inFolder(client, path, { readOnly: true }, async (uidValidity) => {
    const uids = await client.search({ header: { 'message-id': messageId } }, { uid: true })
    const uid = mustSucceed('rescueMessage', uids ?? false).at(-1)
    if (uid === undefined) throw messageGone()
    return writeHandle({ folder: path, uidValidity, uid })
  })
}

function addFlag(client: ImapFlow, handle: string, flag: string): Promise<void> {
  return withMessage(client, handle, async ({ uid }) => {
    mustSucceed('addFlag', await client.messageFlagsAdd(String(uid), [flag], { uid: true }))
  })
}

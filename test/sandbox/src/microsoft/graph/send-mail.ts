import { z } from 'zod'
import { composeMime, newInternetMessageId } from '../../mail/compose.ts'
import { rawOf, removeMessage, storeMessage } from '../../mail/mailboxes.ts'
import { addressesIn, bodyText, headerOf, headersOf } from '../../mail/parse.ts'
import { submit } from '../../mail/submit.ts'
import type { User } from '../state/users.ts'
import { bodyOf, type GraphCall, type GraphReply, type GraphRoute } from './call.ts'
import { GraphError, graphErrors } from './errors.ts'
import { mailboxOwner } from './mailbox-lookup.ts'
import { paintMessage, requestedMessage } from './messages.ts'
import { checkSender, draftOf, parseOutgoing, recipientsOf } from './outgoing.ts'

const send = ['Mail.Send']
const accepted: GraphReply = { status: 202 }

export const sendMailRoutes: GraphRoute[] = [
  { method: 'POST', path: '/users/:user/sendMail', permissions: send, isMail: true, handle: sendMail },
  { method: 'POST', path: '/users/:user/messages', permissions: ['Mail.ReadWrite'], isMail: true, handle: createDraft },
  { method: 'POST', path: '/users/:user/messages/:message/send', permissions: send, isMail: true, handle: sendDraft },
  { method: 'POST', path: '/users/:user/messages/:message/reply', permissions: send, isMail: true, handle: reply },
]

/** The real parameters are `Message` and `SaveToSentItems`; it takes them in either case. */
const SendMail = z.preprocess(
  (body) => {
    const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
    return Object.fromEntries(entries.map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]))
  },
  z.object({ message: z.unknown(), saveToSentItems: z.boolean().default(true) }),
)

/** 202 means queued: whether it is delivered shows only later. */
async function sendMail(call: GraphCall): Promise<GraphReply> {
  const user = mailboxOwner(call)
  if (typeof call.body === 'string') return sendMime(call, user, call.body)
  const { message, saveToSentItems } = bodyOf(SendMail, call)
  const outgoing = parseOutgoing(message)
  const recipients = recipientsOf(outgoing)
  const raw = await composeMime(draftOf(user, outgoing), call.world.now())
  await submit(call.world, {
    tenant: call.tenant,
    sender: user,
    from: user.userPrincipalName,
    recipients,
    raw,
    isSaved: saveToSentItems,
  })
  return accepted
}

const strictBase64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

function decodeMime(text: string): Buffer {
  if (!strictBase64.test(text))
    throw new GraphError(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.')
  return Buffer.from(text, 'base64')
}

async function sendMime(call: GraphCall, user: User, text: string): Promise<GraphReply> {
  const given = decodeMime(text)
  const headers = headersOf(given)
  const [from] = addressesIn(headerOf(headers, 'from'))
  if (from) checkSender(user, from.address)
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) =>
    addressesIn(headerOf(headers, name)).map((one) => one.address),
  )
  if (recipients.length === 0)
    throw new GraphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  const raw = completed(given, user, call.world.now())
  await submit(call.world, {
    tenant: call.tenant,
    sender: user,
    from: user.userPrincipalName,
    recipients,
    raw,
    isSaved: true,
  })
  return accepted
}

/** Blind copies go, missing headers come, lines end in CRLF. */
function completed(given: Buffer, user: User, nowMs: number): Buffer {
  const text = given
    .toString('latin1')
    .replaceAll(/\r?\n/g, '\r\n')
    .replace(/^bcc:.*\r\n(?:[ \t].*\r\n)*/im, '')
  const headers = headersOf(given)
  const wanted = {
    From: `${user.displayName} <${user.userPrincipalName}>`,
    Date: new Date(nowMs).toUTCString().replace('GMT', '+0000'),
    'Message-ID': newInternetMessageId(),
    'MIME-Version': '1.0',
  }
  const added = Object.entries(wanted).filter(([name]) => headerOf(headers, name) === undefined)
  return Buffer.from(`${added.map(([name, value]) => `${name}: ${value}\r\n`).join('')}${text}`, 'latin1')
}

/** Who a draft is for travels in the draft itself, blind copies included. */
async function createDraft(call: GraphCall): Promise<GraphReply> {
  const user = mailboxOwner(call)
  const outgoing = parseOutgoing(call.body ?? {})
  const mime = await composeMime(draftOf(user, outgoing), call.world.now())
  const blind = outgoing.bccRecipients.map((one) => one.emailAddress.address).join(', ')
  const raw = blind === '' ? mime : Buffer.concat([Buffer.from(`Bcc: ${blind}\r\n`), mime])
  return { status: 201, body: paintMessage(call, user, storeMessage(call.world, user, 'drafts', raw, null)) }
}

async function sendDraft(call: GraphCall): Promise<GraphReply> {
  const user = mailboxOwner(call)
  const draft = requestedMessage(call, user)
  if (draft.folder !== 'drafts') throw graphErrors.noItem()
  const headers = headersOf(rawOf(draft))
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) =>
    addressesIn(headerOf(headers, name)).map((one) => one.address),
  )
  if (recipients.length === 0)
    throw new GraphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  removeMessage(call.world, user.id, draft)
  const raw = completed(rawOf(draft), user, call.world.now())
  await submit(call.world, {
    tenant: call.tenant,
    sender: user,
    from: user.userPrincipalName,
    recipients,
    raw,
    isSaved: true,
  })
  return accepted
}

const Reply = z.object({ comment: z.string().default('') })

async function reply(call: GraphCall): Promise<GraphReply> {
  const user = mailboxOwner(call)
  const original = requestedMessage(call, user)
  const { comment } = bodyOf(Reply, call)
  const subject = /^re:/i.test(original.subject) ? original.subject : `Re: ${original.subject}`
  const outgoing = parseOutgoing({
    subject,
    body: { contentType: 'text', content: `${comment}\r\n\r\n${quoted(bodyText(rawOf(original)))}` },
    toRecipients: [{ emailAddress: original.from }],
  })
  const draft = { ...draftOf(user, outgoing), inReplyTo: original.internetMessageId }
  const raw = await composeMime(draft, call.world.now())
  await submit(call.world, {
    tenant: call.tenant,
    sender: user,
    from: user.userPrincipalName,
    recipients: [original.from.address],
    raw,
    isSaved: true,
  })
  return accepted
}

const quoted = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join('\r\n')

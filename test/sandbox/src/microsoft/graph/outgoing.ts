import { z } from 'zod'
import type { Draft } from '../../mail/compose.ts'
import type { Mailbox } from '../../mail/parse.ts'
import type { User } from '../state/users.ts'
import { GraphError, graphErrors } from './errors.ts'

const Recipient = z.object({ emailAddress: z.object({ address: z.string().min(3), name: z.string().nullish() }) })
const Recipients = z.array(Recipient).default([])

export const OutgoingMessage = z.object({
  subject: z.string().default(''),
  body: z
    .object({
      contentType: z
        .string()
        .default('text')
        .transform((type) => type.toLowerCase())
        .pipe(z.enum(['text', 'html'])),
      content: z.string().default(''),
    })
    .default({ contentType: 'text', content: '' }),
  from: Recipient.nullish(),
  toRecipients: Recipients,
  ccRecipients: Recipients,
  bccRecipients: Recipients,
  replyTo: Recipients,
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  attachments: z
    .array(z.object({ name: z.string(), contentType: z.string().nullish(), contentBytes: z.base64() }))
    .default([]),
})
export type OutgoingMessage = z.output<typeof OutgoingMessage>

const mailbox = ({ emailAddress }: z.output<typeof Recipient>): Mailbox => ({
  name: emailAddress.name ?? '',
  address: emailAddress.address,
})

const addressPattern = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/

/** Outlook's limit for one message is 500 recipients (Exchange Online limits). */
const mostRecipients = 500

export function recipientsOf(message: OutgoingMessage): string[] {
  const all = [...message.toRecipients, ...message.ccRecipients, ...message.bccRecipients].map(mailbox)
  const addresses = [...new Set(all.map(({ address }) => address))]
  if (addresses.length === 0 || addresses.some((address) => !addressPattern.test(address)))
    throw new GraphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  if (addresses.length > mostRecipients)
    throw new GraphError(400, 'ErrorExceededMaxRecipientLimit', 'The message has more recipients than are allowed.')
  return addresses
}

/** A mailbox sends as itself, nothing else. */
export function checkSender(user: User, address: string) {
  if (address.toLowerCase() === user.userPrincipalName.toLowerCase()) return
  throw new GraphError(
    403,
    'ErrorSendAsDenied',
    'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
  )
}

function checkHeaders(message: OutgoingMessage) {
  const bad = message.internetMessageHeaders.find(({ name }) => !/^x-/i.test(name))
  if (!bad) return
  throw new GraphError(
    400,
    'InvalidInternetMessageHeader',
    `The internet message header name '${bad.name}' should start with 'x-' or 'X-'.`,
  )
}

export function draftOf(user: User, message: OutgoingMessage): Draft {
  checkHeaders(message)
  if (message.from) checkSender(user, message.from.emailAddress.address)
  return {
    from: { name: message.from?.emailAddress.name ?? user.displayName, address: user.userPrincipalName },
    to: message.toRecipients.map(mailbox),
    cc: message.ccRecipients.map(mailbox),
    replyTo: message.replyTo.map(mailbox),
    subject: message.subject,
    body: { type: message.body.contentType, content: message.body.content },
    headers: message.internetMessageHeaders,
    attachments: message.attachments.map((one) => ({
      filename: one.name,
      contentType: one.contentType ?? undefined,
      content: Buffer.from(one.contentBytes, 'base64'),
    })),
  }
}

export const parseOutgoing = (value: unknown): OutgoingMessage => {
  const parsed = OutgoingMessage.safeParse(value)
  if (parsed.success) return parsed.data
  throw graphErrors.malformed(`The message is not valid: ${parsed.error.issues[0]?.path.join('.')}`)
}

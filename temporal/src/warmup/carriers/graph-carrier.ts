import { z } from 'zod'
import type { GraphCall, GraphSession } from '../../providers/mailbox/microsoft365/graph.ts'
import { createGate } from './gate.ts'
import { missing, unknown, unknownOnFailure } from './unseen.ts'
import { type Found, TOKEN_HEADER, type WarmupCarrier, type WarmupMessage } from './warmup-carrier.ts'

/** Outlook runs four requests of an application against one mailbox at once; the fifth is refused (throttling limits). */
const REQUESTS_AT_ONCE = 4

const Folder = z.object({ id: z.string().min(1) })
const Messages = z.object({
  value: z.array(
    z.object({
      id: z.string().min(1),
      subject: z.string().nullish(),
      parentFolderId: z.string(),
      isRead: z.boolean().default(false),
      from: z.object({ emailAddress: z.object({ address: z.string().nullish() }) }).nullish(),
    }),
  ),
})
type GraphMessage = z.output<typeof Messages>['value'][number]
const Moved = z.object({ id: z.string().min(1) })

/** One mailbox of a Microsoft 365 tenant. `user`: its id, or its address. */
export function createGraphCarrier(session: GraphSession, user: string): WarmupCarrier {
  const root = `/users/${encodeURIComponent(user)}`
  const gate = createGate(REQUESTS_AT_ONCE)
  const request = (call: GraphCall) => gate(() => session.request(call))
  const json = <T extends z.ZodType>(schema: T, call: GraphCall) => gate(() => session.json(schema, call))
  const messagePath = (id: string) => `${root}/messages/${encodeURIComponent(id)}`

  async function search(operation: string, folder: string, token: string): Promise<GraphMessage[]> {
    // OData doubles a quote inside a string.
    const filter = encodeURIComponent(`contains(subject,'${token.replaceAll("'", "''")}')`)
    const path = `${root}${folder}/messages?$filter=${filter}&$select=id,subject,parentFolderId,isRead,from&$top=50`
    const { value } = await json(Messages, { operation, method: 'GET', path })
    return value.filter(({ subject }) => subject?.includes(token))
  }

  const folderIds = new Map<string, Promise<string>>()
  /** Well-known names stay the same in every language of a mailbox; ids of folders stay for good. */
  function folderId(name: string): Promise<string> {
    const known = folderIds.get(name)
    if (known) return known
    const path = `${root}/mailFolders/${name}?$select=id`
    const asked = json(Folder, { operation: 'findFolder', method: 'GET', path }).then(({ id }) => id)
    asked.catch(() => folderIds.delete(name))
    folderIds.set(name, asked)
    return asked
  }

  async function look(token: string, from: string): Promise<Found> {
    const [found, inbox, junk] = await Promise.all([
      search('findWarmupMessage', '', token),
      folderId('inbox'),
      folderId('junkemail'),
    ])
    const received = found.filter((message) => isFrom(message, from))
    const message = received.find((one) => [inbox, junk].includes(one.parentFolderId))
    if (!message) return received.length > 0 ? unknown('moved') : missing
    const placement = message.parentFolderId === junk ? 'spam' : 'inbox'
    return { placement, message: { handle: message.id, isRead: message.isRead }, reason: null }
  }

  async function patch(operation: string, handle: string, body: Record<string, unknown>): Promise<void> {
    await request({ operation, method: 'PATCH', path: messagePath(handle), body })
  }

  return {
    async send(message) {
      const body = { message: graphMessage(message), saveToSentItems: true }
      await request({ operation: 'sendWarmupMessage', method: 'POST', path: `${root}/sendMail`, body })
    },
    hasSent: async (token) => (await search('findSentMessage', '/mailFolders/sentitems', token)).length > 0,
    find: (token, from) => unknownOnFailure(() => look(token, from)),
    async rescue(handle) {
      const path = `${messagePath(handle)}/move`
      const body = { destinationId: 'inbox' }
      // The move gives the message a new id.
      return (await json(Moved, { operation: 'rescueMessage', method: 'POST', path, body })).id
    },
    markRead: (handle) => patch('markRead', handle, { isRead: true }),
    markImportant: (handle) =>
      patch('markImportant', handle, { importance: 'high', inferenceClassification: 'focused' }),
    async reply(handle, comment) {
      const path = `${messagePath(handle)}/reply`
      await request({ operation: 'replyToMessage', method: 'POST', path, body: { comment } })
    },
    close: async () => undefined,
  }
}

const isFrom = ({ from }: GraphMessage, address: string) =>
  from?.emailAddress.address?.toLowerCase() === address.toLowerCase()

const graphMessage = ({ to, subject, text, token }: WarmupMessage) => ({
  subject,
  body: { contentType: 'Text', content: text },
  toRecipients: [{ emailAddress: { address: to.address, name: to.displayName } }],
  internetMessageHeaders: [{ name: TOKEN_HEADER, value: token }],
})

import { z } from 'zod'
import type { GraphSession } from '../mailbox/microsoft365/graph.ts'
import type { ProofMailbox } from './proof-mailbox.ts'

const Messages = z.object({
  value: z.array(z.object({ id: z.string().min(1), subject: z.string().nullish(), receivedDateTime: z.coerce.date() })),
})

/** Reads the mailbox by Graph, all of its folders, as a first message of a new domain often lands in junk. */
export function createGraphProofMailbox(address: string, graph: GraphSession): ProofMailbox {
  const messages = `/users/${encodeURIComponent(address)}/messages`

  async function findMessage(token: string) {
    // OData doubles a quote inside a string. The order is ours: Graph refuses to sort by what it does not filter by.
    const filter = encodeURIComponent(`contains(subject,'${token.replaceAll("'", "''")}')`)
    const path = `${messages}?$filter=${filter}&$select=id,subject,receivedDateTime&$top=10`
    const { value } = await graph.json(Messages, { operation: 'findProofMessage', method: 'GET', path })
    const newest = value
      .filter(({ subject }) => subject?.includes(token))
      .sort((a, b) => b.receivedDateTime.getTime() - a.receivedDateTime.getTime())[0]
    return newest ? { raw: await read(newest.id), receivedAt: newest.receivedDateTime } : null
  }

  async function read(id: string): Promise<Buffer> {
    const path = `${messages}/${encodeURIComponent(id)}/$value`
    return (await graph.request({ operation: 'readProofMessage', method: 'GET', path })).bytes
  }

  return { address, findMessage }
}

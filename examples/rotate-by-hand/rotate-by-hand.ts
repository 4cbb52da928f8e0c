import { createServer, type IncomingMessage } from 'node:http'
import { createColdframe } from '@coldframe/sdk'
import { type ColdframeEvent, unwrap } from '@coldframe/sdk/webhooks'

/**
 * A domain is replaced by another one, as after a burn: the new one is ordered, its mailboxes take over one by one, and the receiver
 * is told of each. Events come in any order, so they are sorted by their `sequence` before they count.
 */

const coldframe = createColdframe()
const serial = Date.now().toString(36)
const port = Number(process.env.PORT ?? 4000)

const completed = Promise.withResolvers<void>()
const { id: endpointId, secret } = await coldframe.webhookEndpoints.create({ url: `http://localhost:${port}/` })
const [newest] = (await coldframe.events.list({ limit: 1 })).data
let next = (newest?.sequence ?? 0) + 1
const early = new Map<number, ColdframeEvent>()

/** The sequencer's own books: who sends for whom. */
const senders = new Map<string, string>()

/** What happened, in words; null for what is not about the rotation. */
function handle(event: ColdframeEvent): string | null {
  switch (event.type) {
    case 'mailbox.ready':
    case 'mailbox.replaced':
      return `${event.data.address} may send ${event.data.dailySendLimit} a day`
    case 'rotation.mailbox_mapped':
      senders.set(event.data.from.address, event.data.to.address)
      return `${event.data.to.address} sends for ${event.data.from.address}`
    case 'rotation.planned':
    case 'rotation.started':
    case 'rotation.blocked':
    case 'rotation.cutover':
      return event.data.message ?? event.data.status
    case 'rotation.completed':
      return `${senders.size} senders were swapped, and the old domain ${event.data.after}s`
    default:
      return null
  }
}

/** Each once, in the order in which they happened. */
function take(event: ColdframeEvent): void {
  if (event.sequence >= next) early.set(event.sequence, event)
  for (let due = early.get(next); due; due = early.get(next)) {
    early.delete(next)
    next += 1
    const words = handle(due)
    if (words !== null) console.log(`${due.type}: ${words}`)
    if (due.type === 'rotation.completed') completed.resolve()
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const server = createServer(async (request, response) => {
  try {
    const event = await unwrap(await bodyOf(request), request.headers, secret)
    response.writeHead(204, { connection: 'close' }).end()
    take(event)
  } catch {
    response.writeHead(400, { connection: 'close' }).end()
  }
})
server.listen(port)

const old = await coldframe.domains.create({
  name: `getacme${serial}.com`,
  provider: 'microsoft365',
  mailboxes: [
    { localPart: 'anna.lee', displayName: 'Anna Lee' },
    { localPart: 'ben.hall', displayName: 'Ben Hall' },
  ],
  brandDomain: 'acme.com',
  registration: 'register',
  dns: 'managed',
})
await coldframe.operations.waitFor(old.operationId ?? '')
await coldframe.domains.rotate(old.id, { replacementName: `tryacme${serial}.com`, graceDays: 0 })
await completed.promise
await coldframe.webhookEndpoints.delete(endpointId)
server.close()
server.closeIdleConnections()

import { createServer, type IncomingMessage } from 'node:http'
import { createColdframe } from '@coldframe/sdk'
import { type ColdframeEvent, unwrap, WebhookVerificationError } from '@coldframe/sdk/webhooks'

/** Receives webhooks: a burned domain stops sending at once, and a mailbox's successor takes its place in the campaigns. */

const port = Number(process.env.PORT ?? 4000)
const url = `http://localhost:${port}/`
/** Shown once, when the endpoint is made: keep it. */
const secret = process.env.COLDFRAME_WEBHOOK_SECRET ?? (await createColdframe().webhookEndpoints.create({ url })).secret

/** The sequencer's own books; a real one keeps them in its database, and the ids with them. */
const senders = new Map<string, 'sending' | 'stopped'>()
const done = new Set<string>()

/** What was done, in words. */
function handle(event: ColdframeEvent): string {
  switch (event.type) {
    case 'mailbox.ready':
      senders.set(event.data.address, 'sending')
      return `${event.data.address} may send ${event.data.dailySendLimit} a day`
    case 'domain.burned':
      for (const address of senders.keys()) {
        if (address.endsWith(`@${event.data.name}`)) senders.set(address, 'stopped')
      }
      return `${event.data.name} is burned: its senders have stopped`
    case 'rotation.mailbox_mapped':
      senders.delete(event.data.from.address)
      senders.set(event.data.to.address, 'sending')
      return `${event.data.to.address} sends for ${event.data.from.address}`
    default:
      return `${event.type} #${event.sequence}`
  }
}

/** At least once means: now and then twice. */
function handleOnce(event: ColdframeEvent): void {
  if (done.has(event.id)) return
  console.log(handle(event))
  done.add(event.id)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const server = createServer(async (request, response) => {
  try {
    handleOnce(await unwrap(await bodyOf(request), request.headers, secret))
    response.writeHead(204).end()
  } catch (error) {
    response.writeHead(error instanceof WebhookVerificationError ? 400 : 500).end()
  }
})
server.listen(port, () => console.log(`Listening at ${url}`))

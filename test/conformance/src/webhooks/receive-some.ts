import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type CreateDomain, createColdframe } from '@coldframe/sdk'
import type { Instance } from '@coldframe/stack'
import type { ReceivedWebhook } from './cases.ts'

const patienceMs = 30_000

const order: CreateDomain = {
  name: 'webhooks-in-three-languages.com',
  provider: 'microsoft365',
  // Letters that take more than one byte are signed as bytes.
  mailboxes: [{ localPart: 'zoe', displayName: 'Zoë Müller 🧪' }],
  registration: 'register',
  dns: 'managed',
}

/** What a real order brings to a receiver while its secret is rolled: the messages, and the two secrets that sign them. */
export async function receiveSome({ baseUrl, testKey }: Pick<Instance, 'baseUrl' | 'testKey'>) {
  const received: ReceivedWebhook[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: signed(request.headers), body: Buffer.concat(chunks) })
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  try {
    const client = createColdframe({ baseUrl, apiKey: testKey })
    const { id, secret } = await client.webhookEndpoints.create({ url: `http://127.0.0.1:${port}/` })
    const rolled = await client.webhookEndpoints.rollSecret(id, { overlapHours: 1 })
    const { operationId } = await client.domains.create(order)
    if (operationId) await client.operations.waitFor(operationId)
    await whenIncludes(received, 'operation.succeeded')
    return { received: [...received], secrets: [rolled.secret, secret] }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const signed = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (/^webhook-/.test(name) ? [[name, `${value}`]] : [])),
  )

async function whenIncludes(received: ReceivedWebhook[], type: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!received.some(({ body }) => body.includes(`"${type}"`))) {
    if (Date.now() > deadline) throw new Error(`${type} was not delivered within ${patienceMs / 1_000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

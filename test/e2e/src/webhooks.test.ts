import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import * as sdk from '@coldframe/sdk'
import { unwrap } from '@coldframe/sdk/webhooks'
import t from 'tap'
import { newName } from './drive/names.ts'
import { startHouse } from './support/start-house.ts'

const { baseUrl, testKey: apiKey } = await startHouse((end) => t.teardown(end))
const client = sdk.createColdframe({ apiKey, baseUrl })
const order = (name: string): sdk.CreateDomain => ({
  name,
  provider: 'microsoft365',
  mailboxCount: 3,
  registration: 'register',
  dns: 'managed',
})

interface Message {
  headers: Record<string, unknown>
  body: string
}

/** `answer`: the status for the message, by how many came before it. */
async function startReceiver(answer: (before: number) => number = () => 200) {
  const messages: Message[] = []
  const listener: RequestListener = async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    messages.push({ headers: request.headers, body })
    response.writeHead(answer(messages.length - 1)).end('noted')
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`, messages }
}

async function until<T>(look: () => Promise<T> | T, isDone: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const seen = await look()
    if (isDone(seen)) return seen
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('It did not come to this')
}

const typeOf = ({ body }: Message): string => JSON.parse(body).type

t.test('an order is told to a receiver, signed, each event once and with its number', async (t) => {
  const receiver = await startReceiver()
  // What follows when the domain's days begin comes sooner or later than the end of the order.
  const eventTypes = ['domain.created', 'domain.ready', 'mailbox.ready', 'operation.succeeded'] as const
  const { id, secret } = await client.webhookEndpoints.create({ url: receiver.url, eventTypes: [...eventTypes] })
  const { operationId } = await client.domains.create(order(newName('hooks')))
  await client.operations.waitFor(operationId ?? '')
  const isTold = (messages: Message[]) => messages.some((message) => typeOf(message) === 'operation.succeeded')
  await until(() => receiver.messages, isTold)
  const events = await Promise.all(receiver.messages.map(({ headers, body }) => unwrap(body, headers as never, secret)))
  const types = events.map(({ type }) => String(type)).sort()
  t.same(types, [
    'domain.created',
    'domain.ready',
    'mailbox.ready',
    'mailbox.ready',
    'mailbox.ready',
    'operation.succeeded',
  ])
  const log = await client.events.list({ afterSequence: 0 })
  const byNumber = [...events].sort((a, b) => a.sequence - b.sequence)
  const wanted = log.data.filter(({ type }) => eventTypes.some((one) => one === type))
  t.same(byNumber, wanted, 'what is delivered is what the log holds')
  await client.webhookEndpoints.delete(id)
})

t.test('an event that was not taken is sent again after 5 seconds, with the same id and signed anew', async (t) => {
  const receiver = await startReceiver((before) => (before === 0 ? 500 : 200))
  const { id, secret } = await client.webhookEndpoints.create({ url: receiver.url, eventTypes: ['test.ping'] })
  const { id: deliveryId } = await client.webhookEndpoints.test(id)
  await until(
    () => receiver.messages.length,
    (count) => count === 2,
  )
  const [first, second] = receiver.messages
  t.equal(first?.headers['webhook-id'], second?.headers['webhook-id'])
  t.not(first?.headers['webhook-signature'], second?.headers['webhook-signature'])
  t.equal((await unwrap(second?.body ?? '', second?.headers as never, secret)).type, 'test.ping')
  const delivery = await until(
    () => client.webhookDeliveries.get(deliveryId),
    ({ status }) => status === 'succeeded',
  )
  t.match(delivery.attempts, [{ response: { status: 500, body: 'noted' } }, { response: { status: 200 } }])
  const waitMs = Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])
  t.ok(waitMs >= 4 && waitMs <= 8, `${waitMs} s later`)
  await client.webhookDeliveries.redeliver(deliveryId)
  await until(
    () => receiver.messages.length,
    (count) => count === 3,
  )
  await client.webhookEndpoints.delete(id)
})

t.test('an endpoint that is gone is disabled, and the others hear of it', async (t) => {
  const [gone, other] = [await startReceiver(() => 410), await startReceiver()]
  const { id } = await client.webhookEndpoints.create({ url: gone.url, eventTypes: ['test.ping'] })
  await client.webhookEndpoints.create({ url: other.url, eventTypes: ['webhook_endpoint.disabled'] })
  await client.webhookEndpoints.test(id)
  await until(
    () => other.messages,
    (messages) => messages.length === 1,
  )
  t.match(JSON.parse(other.messages[0]?.body ?? ''), { data: { id, disabledReason: 'gone' } })
  t.match(await client.webhookEndpoints.get(id), { status: 'disabled', disabledReason: 'gone' })
  await t.rejects(client.webhookEndpoints.test(id), { code: 'webhook_endpoint_disabled', status: 409 })
})

t.test('the event stream goes on where it broke off', async (t) => {
  const log = await client.events.list({ afterSequence: 0 })
  const half = log.data[Math.floor(log.data.length / 2)]?.sequence ?? 0
  const rest: number[] = []
  for await (const event of client.events.stream({ afterSequence: half })) {
    rest.push(event.sequence)
    if (event.sequence === log.data.at(-1)?.sequence) break
  }
  t.same(
    rest,
    log.data.map(({ sequence }) => sequence).filter((sequence) => sequence > half),
  )
})

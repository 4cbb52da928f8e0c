import { randomInt } from 'node:crypto'
import type { ApiClient } from './api-client.ts'
import { Domain, listOf, Operation, OrderedDomain } from './api-shapes.ts'
import { followOperation } from './follow-operation.ts'
import type { Say } from './progress.ts'
import type { Screen } from './screen.ts'
import { stepChanges, stepTable } from './step-lines.ts'

const redrawMs = 200
const mailboxCount = 10

const shortName = () => randomInt(36 ** 3, 36 ** 4).toString(36)

export const firstOrder = () => ({
  name: `getacme-${shortName()}.com`,
  provider: 'microsoft365',
  residency: 'eu',
  mailboxCount,
  brandDomain: 'acme.com',
  registration: 'register',
  dns: 'managed',
})

export type OrderContext = { client: ApiClient; screen: Screen; say: Say; signal: AbortSignal }
export type OrderResult = { domain: Domain; operation: Operation | null }

/** Shows an operation to its end: a table on a terminal, a line per change elsewhere. */
async function showOperation({ client, screen, say, signal }: OrderContext, id: string): Promise<Operation | null> {
  let last: Operation | null = null
  const redraw = () => screen.draw(last ? stepTable(last, Date.now()) : [])
  const timer = screen.isLive ? setInterval(redraw, redrawMs) : undefined
  try {
    for await (const state of followOperation(client, id, signal)) {
      if (!screen.isLive) for (const line of stepChanges(last, state, Date.now())) say(line)
      last = state
      redraw()
    }
  } finally {
    clearInterval(timer)
    screen.keep()
  }
  return last
}

function tellEnd(say: Say, name: string, operation: Operation | null) {
  if (operation?.status === 'succeeded') say(`${name} is ready`)
  else if (operation) say(`${name}: ${operation.status}${operation.message ? `: ${operation.message}` : ''}`)
}

async function placeOrder(context: OrderContext): Promise<OrderResult> {
  const order = firstOrder()
  const { operationId, ...domain } = await context.client.post('/v1/domains', order, OrderedDomain)
  context.say(
    `ordered ${order.name} with ${mailboxCount} mailboxes (${order.provider}, ${order.residency}): ${domain.id}`,
  )
  const operation = await showOperation(context, operationId)
  tellEnd(context.say, order.name, operation)
  return { domain, operation }
}

const isUnfinished = ({ status }: Operation) => status === 'running' || status === 'waiting'

async function takeUp(context: OrderContext, domain: Domain): Promise<OrderResult> {
  context.say(`${domain.name} is here from an earlier start: ${domain.status}`)
  const { data } = await context.client.get('/v1/operations?limit=100', listOf(Operation))
  const open = data.find((operation) => operation.domainId === domain.id && isUnfinished(operation))
  if (!open) return { domain, operation: null }
  context.say(`${open.id} is taken up again`)
  const operation = await showOperation(context, open.id)
  tellEnd(context.say, domain.name, operation)
  return { domain, operation }
}

/** These have nothing to show any more, and what is still to be done with them goes on by itself. */
const gone = ['retiring', 'retired', 'cancelled', 'failed']

/** Orders a domain and shows it live; with a domain there already, says what is there and goes on with it. */
export async function showFirstOrder(context: OrderContext): Promise<OrderResult> {
  const { data } = await context.client.get('/v1/domains?limit=100', listOf(Domain))
  const domain = data.find(({ status }) => !gone.includes(status))
  return domain ? await takeUp(context, domain) : await placeOrder(context)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Figure, figure, type Run, type Say, withInstance } from '@coldframe/bench'
import { createApi, newName, waitForOperation } from '@coldframe/e2e'
import { type Coldframe, createColdframe } from '@coldframe/sdk'
import type { Instance } from '@coldframe/stack'
import { chooseMoments } from '../moments.ts'
import { placeOrder } from '../place-order.ts'
import { createRevivals, type Revivals } from '../revivals.ts'
import { type Findings, judge, readBooks } from '../webhooks/account-books.ts'
import { keepPinging } from '../webhooks/keep-pinging.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { processes } from './processes.ts'

const leastEvents = 2_000
const patienceMs = 180_000
const pollMs = 500

/** Kills processes while events are written, claimed, sent and retried: each comes at least once, and the books are right. */
export const loseNoWebhook: Run = ({ args, say, signal }) => {
  const { moments, seed } = readOptions(args)
  const revivals = createRevivals(say)
  return withInstance({ delays: 'small', say: revivals.say, signal }, async (instance) => {
    const coldframe = createColdframe({ baseUrl: instance.baseUrl, apiKey: instance.testKey, maxRetries: 5 })
    const receiver = await startReceiver()
    try {
      const { id } = await coldframe.webhookEndpoints.create({ url: receiver.url })
      const stage = { instance, revivals, coldframe, receiver, endpointId: id, say }
      const kills = await disturb(stage, moments, seed)
      const { findings, events } = await settle(stage)
      return { name: 'webhooks', figures: figuresOf(findings, events, kills) }
    } finally {
      receiver.stop()
    }
  })
}

function readOptions(args: string[]) {
  const { values } = parseArgs({ args, options: { moments: { type: 'string' }, seed: { type: 'string' } } })
  const moments = Number(values.moments ?? 4)
  if (!Number.isInteger(moments) || moments < 1) throw new Error('--moments wants a whole number from 1.')
  return { moments, seed: values.seed ?? 'coldframe' }
}

interface Stage {
  instance: Instance
  revivals: Revivals
  coldframe: Coldframe
  receiver: Receiver
  endpointId: string
  say: Say
}

/** How many processes were killed, while tests are asked for all the time. */
async function disturb(stage: Stage, moments: number, seed: string) {
  const pinging = keepPinging(stage.coldframe, stage.endpointId)
  try {
    const orders: Promise<unknown>[] = []
    for (const name of processes) orders.push(...(await killRepeatedly(stage, name, moments, seed)))
    await Promise.all(orders)
    await untilEnough(stage.coldframe)
  } finally {
    await pinging.stop()
  }
  return processes.length * moments
}

/** Each time an order of a hundred mailboxes is under way; answers with the ends of the orders. */
async function killRepeatedly({ instance, revivals, say }: Stage, name: string, moments: number, seed: string) {
  const api = createApi({ baseUrl: instance.baseUrl, key: instance.testKey })
  const orders: Promise<unknown>[] = []
  for (const { thenMs } of chooseMoments(`${seed} webhooks ${name}`, moments, 1)) {
    const order = placeOrder(api, newName('hook')).then(({ operationId }) =>
      waitForOperation(api, operationId, { timeoutMs: patienceMs, pollMs }),
    )
    order.catch(() => undefined)
    orders.push(order)
    await sleep(thenMs * 10)
    const before = revivals.count(name)
    instance.kill(name, 'SIGKILL')
    await revivals.waitFor(name, before + 1)
  }
  say(`${name}: killed ${moments} times`)
  return orders
}

async function untilEnough(coldframe: Coldframe): Promise<void> {
  const deadline = Date.now() + patienceMs
  while ((await lastSequence(coldframe)) < leastEvents) {
    if (Date.now() > deadline) throw new Error(`There were no ${leastEvents} events within ${patienceMs / 1_000} s`)
    await sleep(pollMs)
  }
}

const lastSequence = async (coldframe: Coldframe) => (await coldframe.events.list({ limit: 1 })).data[0]?.sequence ?? 0

/** Until everything has ended well, or for as long as anybody would wait. */
async function settle({ coldframe, receiver, endpointId, say }: Stage) {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const books = await readBooks(coldframe, endpointId)
    const findings = judge(books, await receiver.received())
    say(`${books.events.length} events: ${findings.open} deliveries open, ${findings.missing} events missing`)
    if (findings.open + findings.missing === 0 || Date.now() > deadline)
      return { findings, events: books.events.length }
    await sleep(5_000)
  }
}

const figuresOf = (
  { gaps, missing, falselyDelivered, open, doubles }: Findings,
  events: number,
  kills: number,
): Figure[] => [
  figure('kills', kills, 'processes'),
  figure('events', events, 'events', { atLeast: leastEvents }),
  figure('events_missing', missing, 'events', { exactly: 0 }),
  figure('gaps_of_sequence', gaps, 'gaps', { exactly: 0 }),
  figure('said_to_be_delivered_and_not_received', falselyDelivered, 'deliveries', { exactly: 0 }),
  figure('deliveries_that_did_not_succeed', open, 'deliveries', { exactly: 0 }),
  figure('received_twice', doubles, 'messages'),
]

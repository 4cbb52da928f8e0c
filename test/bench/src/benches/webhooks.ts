import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Coldframe, createColdframe } from '@coldframe/sdk'
import type { Instance } from '@coldframe/stack'
import pg from 'pg'
import { type Figure, figure, median } from '../harness/figure.ts'
import type { Say } from '../harness/progress.ts'
import type { Run } from '../harness/run-named.ts'
import { withInstance } from '../harness/with-instance.ts'
import { measureBareSender } from '../webhooks/bare-sender.ts'
import { fillEventLog, latenciesOf, sampleOf } from '../webhooks/event-log.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'

const paceMs = 20
const paced = 500
const queued = 10_000
const endpoints = 3
const patienceMs = 60_000

/** How soon a webhook comes, how many come, and whether a dead endpoint holds up another one. */
export const webhooks: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', say, signal }, async (instance) => {
    const client = new pg.Client({ connectionString: instance.databaseUrl })
    await client.connect()
    const receiver = await startReceiver()
    const coldframe = createColdframe({ apiKey: instance.testKey, baseUrl: instance.baseUrl })
    try {
      const bench = { instance, client, coldframe, receiver, say }
      await order(bench)
      return { name: 'webhooks', figures: [...(await pace(bench)), ...(await sustain(bench))] }
    } finally {
      receiver.stop()
      await client.end()
    }
  })
}

interface Bench {
  instance: Instance
  client: pg.Client
  coldframe: Coldframe
  receiver: Receiver
  say: Say
}

/** One real event, which the log is filled with. */
async function order({ coldframe, client }: Bench): Promise<void> {
  const domain = await coldframe.domains.create({
    name: 'bench-webhooks.com',
    provider: 'microsoft365',
    mailboxCount: 1,
    registration: 'register',
    dns: 'managed',
  })
  if (domain.operationId) await coldframe.operations.waitFor(domain.operationId)
  await fillEventLog(client, queued)
}

const endpointFor = async ({ coldframe }: Bench, url: string, eventTypes: ('domain.created' | 'test.ping')[]) =>
  (await coldframe.webhookEndpoints.create({ url, eventTypes })).id

async function queueAll({ coldframe }: Bench, endpointId: string): Promise<void> {
  const { count } = await coldframe.webhookEndpoints.redeliver(endpointId, { since: new Date(0).toISOString() })
  if (count < queued) throw new Error(`${count} events are on their way to ${endpointId}, not ${queued}`)
}

/** 50 events a second: to an endpoint beside a dead one with 10,000 events before it, and to such a one alone before and after that. */
async function pace(bench: Bench): Promise<Figure[]> {
  const { coldframe, say } = bench
  const before = await medianAtPace(bench, 'before')
  const dead = await endpointFor(bench, await deadUrl(), ['domain.created'])
  await queueAll(bench, dead)
  const beside = await medianAtPace(bench, 'beside')
  await coldframe.webhookEndpoints.delete(dead)
  const after = await medianAtPace(bench, 'after')
  const [first, between, last] = [before, beside, after].map((ms) => ms.toFixed(1))
  say(`first attempt after ${first} ms and ${last} ms; beside a dead endpoint after ${between} ms`)
  const alone = (before + after) / 2
  return [
    figure('commit_to_first_attempt', alone, 'ms', { atMost: 250 }),
    figure('beside_dead_endpoint_to_alone', beside / alone, 'ratio', { atMost: 1.5 }),
  ]
}

/** Where nobody listens any more: every attempt fails. */
async function deadUrl(): Promise<string> {
  const receiver = await startReceiver()
  receiver.stop()
  return receiver.url
}

async function medianAtPace(bench: Bench, path: string): Promise<number> {
  const { coldframe, client, receiver } = bench
  const endpointId = await endpointFor(bench, `${receiver.url}/${path}`, ['test.ping'])
  const calls: Promise<unknown>[] = []
  for (let event = 0; event < paced; event++) {
    calls.push(coldframe.webhookEndpoints.test(endpointId))
    await sleep(paceMs)
  }
  await Promise.all(calls)
  const latencies = await until(
    () => latenciesOf(client, endpointId),
    ({ length }) => length === paced,
  )
  return median(latencies)
}

/** A backlog that is let go at once, beside what a bare sender does on the same machine to the same receiver. */
async function sustain(bench: Bench): Promise<Figure[]> {
  const { instance, client, receiver, say } = bench
  const bare = { url: `${receiver.url}/bare`, body: await sampleOf(client), count: queued * endpoints, atOnce: 64 }
  const bareBefore = await measureBareSender(bare)
  const paths = Array.from({ length: endpoints }, (_, index) => `/sustained/${index}`)
  instance.kill('worker', 'SIGSTOP')
  for (const path of paths) await queueAll(bench, await endpointFor(bench, receiver.url + path, ['domain.created']))
  instance.kill('worker', 'SIGCONT')
  const counts = await until(
    () => Promise.all(paths.map((path) => receiver.countOf(path))),
    (counts) => counts.every(({ taken }) => taken >= queued),
  )
  const bareAfter = await measureBareSender(bare)
  const spanMs = Math.max(...counts.map(({ lastAt }) => lastAt)) - Math.min(...counts.map(({ firstAt }) => firstAt))
  const perSecond = (queued * endpoints) / (spanMs / 1_000)
  say(`${perSecond.toFixed(0)} deliveries/s; a bare sender ${bareBefore.toFixed(0)}/s and ${bareAfter.toFixed(0)}/s`)
  return [
    figure('deliveries', perSecond, 'per second', { atLeast: 1_000 }),
    figure('deliveries_to_bare_sender', perSecond / ((bareBefore + bareAfter) / 2), 'ratio', { atLeast: 0.1 }),
  ]
}

async function until<T>(look: () => Promise<T>, isDone: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (isDone(seen)) return seen
    if (Date.now() > deadline) throw new Error(`It did not come so far within ${patienceMs / 1_000} s`)
    await sleep(200)
  }
}

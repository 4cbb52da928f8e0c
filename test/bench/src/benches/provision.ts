import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createApi, createWorld } from '@coldframe/e2e'
import type { Instance } from '@coldframe/stack'
import { type Figure, figure, median } from '../harness/figure.ts'
import type { Say } from '../harness/progress.ts'
import type { Run } from '../harness/run-named.ts'
import { withInstance } from '../harness/with-instance.ts'
import { countActivities } from '../provision/count-activities.ts'
import { type MeasuredOrder, measureOrder } from '../provision/measure-order.ts'
import { residentMiB } from '../provision/memory.ts'
import { waitsOfOrder } from '../provision/order-waits.ts'
import { longestChain } from '../provision/wait-chain.ts'

const settleMs = 3_000
const mailboxCount = 100
const repeats = 3
const domainsAtOnce = 20
/** About a minute of waits, of which the shortest is still longer than the shortest poll. */
const realisticScale = 0.03
const mailboxCountWithWaits = 20

/** The product's main job, from POST to ready, on this machine with all that it runs on. */
export const provision: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', say, signal }, async (instance) => {
    const memory = await measureIdleMemory(instance, say)
    const bench = { instance, say, ...clients(instance) }
    const one = await measureOne(bench)
    const many = await measureMany(bench)
    const waits = await measureWaits(bench)
    return { name: 'provision', figures: [...one, ...many, ...waits, ...memory] }
  })
}

const clients = ({ baseUrl, testKey, sandboxUrl }: Instance) => ({
  api: createApi({ baseUrl, key: testKey, timeoutMs: 60_000 }),
  world: createWorld(sandboxUrl),
})
type Bench = ReturnType<typeof clients> & { instance: Instance; say: Say }

async function measureIdleMemory({ pids }: Instance, say: Say): Promise<Figure[]> {
  await sleep(settleMs)
  const total = residentMiB(Object.values(pids))
  if (total === null) return []
  for (const [name, pid] of Object.entries(pids)) say(`idle: ${name} ${(residentMiB([pid]) ?? 0).toFixed(0)} MiB`)
  return [figure('idle_memory', total, 'MiB')]
}

async function measureOne({ instance, api, world, say }: Bench): Promise<Figure[]> {
  await measureOrder(api, mailboxCount, 120_000)
  const orders: (MeasuredOrder & { requests: number })[] = []
  for (let run = 1; run <= repeats; run++) {
    await world.forgetRequests()
    const order = await measureOrder(api, mailboxCount, 120_000)
    const requests = (await world.requests()).graph?.total ?? 0
    say(`run ${run}: ${mailboxCount} mailboxes in ${order.seconds.toFixed(2)} s, ${requests} requests to Graph`)
    orders.push({ ...order, requests })
  }
  const activities = await Promise.all(
    orders.map(({ domainId }) => countActivities(instance.temporalAddress, domainId)),
  )
  return [
    figure('one_domain', median(orders.map(({ seconds }) => seconds)), 's', { atMost: 10 }),
    figure('graph_requests', Math.max(...orders.map(({ requests }) => requests)), 'requests', { atMost: 50 }),
    figure('activities', Math.max(...activities), 'activities', { atMost: 40 }),
  ]
}

async function measureMany({ api, say }: Bench): Promise<Figure[]> {
  const begin = Date.now()
  const orders = await Promise.all(
    Array.from({ length: domainsAtOnce }, () => measureOrder(api, mailboxCount, 280_000)),
  )
  const end = Math.max(...orders.map(({ operation }) => Date.parse(operation.finishedAt ?? '')))
  const seconds = (end - begin) / 1_000
  say(`${domainsAtOnce} domains with ${mailboxCount} mailboxes each in ${seconds.toFixed(1)} s`)
  return [figure('twenty_domains', seconds, 's', { atMost: 60 })]
}

async function measureWaits({ api, world, say }: Bench): Promise<Figure[]> {
  await world.setDelays('realistic', realisticScale)
  const { name, seconds } = await measureOrder(api, mailboxCountWithWaits, 280_000)
  const { lengthMs, chain } = longestChain(waitsOfOrder(await world.waits(), name))
  for (const { kind, startedAt, readyAt } of chain) say(`the world imposed ${kind}: ${(readyAt - startedAt) / 1_000} s`)
  say(`${mailboxCountWithWaits} mailboxes with waits in ${seconds.toFixed(1)} s; the chain is ${lengthMs / 1_000} s`)
  return [
    figure('longest_chain_of_waits', lengthMs / 1_000, 's'),
    figure('time_with_waits', seconds, 's'),
    figure('time_by_chain', seconds / (lengthMs / 1_000), 'ratio', { atMost: 1.25 }),
  ]
}

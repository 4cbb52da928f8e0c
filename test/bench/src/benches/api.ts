import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Instance } from '@coldframe/stack'
import pg from 'pg'
import { fillMailboxes } from '../api/fill-mailboxes.ts'
import { type Load, load } from '../api/load.ts'
import { type Figure, figure, median } from '../harness/figure.ts'
import type { Run } from '../harness/run-named.ts'
import { withInstance } from '../harness/with-instance.ts'

const connections = 10
const seconds = 5
const rounds = 3
const listPath = '/v1/mailboxes?limit=100'
/** Far above what is measured: the limits are counted, and never reached. */
const environment = { RATE_LIMIT: '100000000' }

/** How much the whole API costs over the least that could send the same bytes, and how it bears a growing table. */
export const api: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', say, signal, environment }, async (instance) => {
    const client = new pg.Client({ connectionString: instance.databaseUrl })
    await client.connect()
    // Orders are counted as they are taken; what is done with them is another bench's business.
    instance.kill('worker', 'SIGSTOP')
    try {
      const bench = { instance, client, accountId: await accountOf(client), say }
      return { name: 'api', figures: [...(await compare(bench)), ...(await order(bench)), ...(await grow(bench))] }
    } finally {
      instance.kill('worker', 'SIGCONT')
      await client.end()
    }
  })
}

interface Bench {
  instance: Instance
  client: pg.Client
  accountId: string
  say(line: string): void
}

async function accountOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query('select id from accounts order by created_at limit 1')
  return rows[0].id
}

/** Ours and the bare one in turns, so that what else the machine does meets both. */
async function compare({ instance, client, accountId, say }: Bench): Promise<Figure[]> {
  await fillMailboxes(client, accountId, 100_000)
  const ours = { url: `${instance.baseUrl}${listPath}`, key: instance.testKey }
  const response = await fetch(ours.url, { headers: { authorization: `Bearer ${ours.key}` } })
  const text = await response.text()
  const { process: bareProcess, url } = await startBare(instance.databaseUrl, accountId, JSON.parse(text).data[0])
  try {
    const bare = { url: `${url}${listPath}`, key: ours.key }
    await expectSameBytes(text, bare.url)
    const ratios: { rate: number; p99: number }[] = []
    for (let round = 0; round <= rounds; round++) {
      const theirs = await load({ ...bare, connections, seconds })
      const mine = await load({ ...ours, connections, seconds })
      say(`${describe('ours', mine)}; ${describe('bare', theirs)}`)
      // The first round warms both up.
      if (round > 0) ratios.push({ rate: mine.perSecond / theirs.perSecond, p99: mine.p99Ms / theirs.p99Ms })
    }
    return [
      figure('list_rate_to_bare', median(ratios.map(({ rate }) => rate)), 'ratio', { atLeast: 0.6 }),
      figure('list_p99_to_bare', median(ratios.map(({ p99 }) => p99)), 'ratio', { atMost: 2 }),
    ]
  } finally {
    bareProcess.kill()
  }
}

const describe = (name: string, { perSecond, medianMs, p99Ms }: Load) =>
  `${name} ${perSecond.toFixed(0)}/s, median ${medianMs} ms, p99 ${p99Ms} ms`

async function startBare(
  databaseUrl: string,
  accountId: string,
  sample: unknown,
): Promise<{ process: ChildProcess; url: string }> {
  const script = path.join(import.meta.dirname, '../api/bare-server.ts')
  const process = fork(script, [databaseUrl, accountId, JSON.stringify(sample)])
  const [{ url }] = await once(process, 'message')
  return { process, url }
}

async function expectSameBytes(expected: string, url: string): Promise<void> {
  const text = await (await fetch(url)).text()
  if (text.length !== expected.length)
    throw new Error(`The bare server sends ${text.length} characters, ours ${expected.length}`)
}

async function order({ instance, say }: Bench): Promise<Figure[]> {
  let count = 0
  const nextBody = () =>
    JSON.stringify({
      name: `order${Date.now().toString(36)}${count++}.com`,
      provider: 'microsoft365',
      mailboxCount: 10,
      registration: 'register',
      dns: 'managed',
    })
  const orders = await load({
    url: `${instance.baseUrl}/v1/domains`,
    key: instance.testKey,
    connections,
    seconds,
    nextBody,
  })
  say(describe('orders', orders))
  return [figure('orders', orders.perSecond, 'per second', { atLeast: 200 })]
}

/** One reader alone, so that the time is the read's own. */
async function grow({ instance, client, say }: Bench): Promise<Figure[]> {
  const small = await medianOfNewAccount(instance, client, 1_000)
  const large = await medianOfNewAccount(instance, client, 1_000_000)
  say(`median of a page: ${small.toFixed(2)} ms of 1,000, ${large.toFixed(2)} ms of 1,000,000`)
  return [figure('list_median_million_to_thousand', large / small, 'ratio', { atMost: 1.2 })]
}

async function medianOfNewAccount({ baseUrl, testKey }: Instance, client: pg.Client, total: number): Promise<number> {
  await client.query(
    'truncate mailboxes, mail_proofs, dns_records, external_effects, operation_steps, operations, tenants, domains cascade',
  )
  await fillMailboxes(client, await accountOf(client), total)
  const times: number[] = []
  for (let request = 0; request < 400; request++) {
    const startedAt = performance.now()
    const response = await fetch(`${baseUrl}${listPath}`, { headers: { authorization: `Bearer ${testKey}` } })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`A page was answered ${response.status}`)
    if (request >= 100) times.push(performance.now() - startedAt)
  }
  return median(times)
}

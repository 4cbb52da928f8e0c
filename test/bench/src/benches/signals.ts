import { parseArgs } from 'node:util'
import type { Instance } from '@coldframe/stack'
import pg from 'pg'
import { Pool } from 'undici'
import { z } from 'zod'
import { fillMailboxes } from '../api/fill-mailboxes.ts'
import { type Figure, figure, median } from '../harness/figure.ts'
import type { Say } from '../harness/progress.ts'
import type { Run } from '../harness/run-named.ts'
import { withInstance } from '../harness/with-instance.ts'
import { type CopyBatch, copyBatch, keyText, makeCopyTables, rowText } from '../signals/copy-rows.ts'
import { type SampleSignal, sampleSignals } from '../signals/sample-signals.ts'
import { judgeFleet } from '../signals/verdicts.ts'

const mailboxes = 1_000
const batchSize = 5_000
const batches = 20
const rounds = 3
/** Calls under way at once: while Postgres writes one, the next is read. */
const callers = 3

/** How many signals a second are taken over HTTP, beside COPY of the same rows; and verdicts of a large fleet from their counts. */
export const signals: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', say, signal }, async (instance) => {
    const client = new pg.Client({ connectionString: instance.databaseUrl })
    await client.connect()
    instance.kill('worker', 'SIGSTOP')
    try {
      const bench = { instance, client, say }
      return { name: 'signals', figures: [...(await ingest(bench)), ...(await judgeFleet(bench))] }
    } finally {
      instance.kill('worker', 'SIGCONT')
      await client.end()
    }
  })
}

export interface Bench {
  instance: Instance
  client: pg.Client
  say: Say
}

async function ingest({ instance, client, say }: Bench): Promise<Figure[]> {
  const { rows } = await client.query('select id from accounts order by created_at limit 1')
  const accountId: string = rows[0].id
  await fillMailboxes(client, accountId, mailboxes)
  const ids: string[] = (await client.query('select id from mailboxes')).rows.map(({ id }) => id)
  const pool = new Pool(instance.baseUrl, { connections: callers })
  const measured: { http: number; copy: number; bare: number }[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      const samples = Array.from({ length: batches }, () => sampleSignals(ids, batchSize))
      const http = await postAll(pool, instance.testKey, samples)
      const copies = samples.map((sample) => toCopy(accountId, sample))
      const copy = await copyAll(client, copies, true)
      const bare = await copyAll(client, copies, false)
      const perSecond = (rate: number) => `${Math.round(rate)}/s`
      say(`HTTP ${perSecond(http)}, COPY ${perSecond(copy)}, COPY without keys ${perSecond(bare)}`)
      // The first round warms all of them up.
      if (round > 0) measured.push({ http, copy, bare })
    }
  } finally {
    await pool.close()
  }
  await expectCounted(client, (rounds + 1) * batches * batchSize)
  return [
    figure('signals', median(measured.map(({ http }) => http)), 'per second', { atLeast: 15_000 }),
    figure('signals_to_copy', median(measured.map(({ http, copy }) => http / copy)), 'ratio', { atLeast: 0.35 }),
    figure('signals_to_copy_without_keys', median(measured.map(({ http, bare }) => http / bare)), 'ratio'),
  ]
}

const Answer = z.object({ accepted: z.literal(batchSize), duplicates: z.literal(0), refused: z.array(z.never()) })

async function postAll(pool: Pool, key: string, samples: SampleSignal[][]): Promise<number> {
  const bodies = samples.map((signals) => JSON.stringify({ signals }))
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const startedAt = performance.now()
  const caller = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const answer = await pool.request({ method: 'POST', path: '/v1/signals', headers, body })
      Answer.parse(await answer.body.json())
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (batches * batchSize * 1_000) / (performance.now() - startedAt)
}

function toCopy(accountId: string, sample: SampleSignal[]): CopyBatch {
  const day = new Date().toISOString().slice(0, 10)
  const lines = (texts: string[]) => `${texts.join('\n')}\n`
  return {
    rows: lines(sample.map((signal) => rowText(accountId, signal))),
    keys: lines(sample.map((signal) => keyText(signal, day))),
  }
}

async function copyAll(client: pg.Client, copies: CopyBatch[], withKeys: boolean): Promise<number> {
  await makeCopyTables(client)
  const startedAt = performance.now()
  for (const copy of copies) await copyBatch(client, copy, withKeys)
  return (batches * batchSize * 1_000) / (performance.now() - startedAt)
}

/** What was answered as accepted is there, in rows and in counts. */
async function expectCounted(client: pg.Client, expected: number): Promise<void> {
  const { rows } = await client.query(
    `select (select count(*)::int from signals) as stored,
       (select sum(sent + delivered + bounced + replied)::int from mailbox_days) as counted`,
  )
  if (rows[0].stored !== expected || rows[0].counted !== expected)
    throw new Error(`${expected} were accepted, ${rows[0].stored} stored, ${rows[0].counted} counted`)
}

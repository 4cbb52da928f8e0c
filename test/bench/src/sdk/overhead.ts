import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createColdframe } from '@coldframe/sdk'
import { median } from '../harness/figure.ts'

const CALLS = 2_000
const ROUNDS = 9

export interface Overhead {
  sdkMicros: number
  fetchMicros: number
  /** Of each round by itself, in the middle. */
  ratio: number
}

/** In turns, so that what else the machine does meets both. The server is a process of its own. */
export async function measureOverhead(say: (line: string) => void): Promise<Overhead> {
  const server = fork(path.join(import.meta.dirname, 'page-server.ts'))
  try {
    const [{ url }] = await once(server, 'message')
    const rounds: { sdk: number; bare: number }[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const times = round % 2 === 0 ? await inOrder(url) : await inReverse(url)
      say(`a call: ${times.sdk.toFixed(0)} µs by the SDK, ${times.bare.toFixed(0)} µs by fetch`)
      // The first round warms both up.
      if (round > 0) rounds.push(times)
    }
    return {
      sdkMicros: median(rounds.map(({ sdk }) => sdk)),
      fetchMicros: median(rounds.map(({ bare }) => bare)),
      ratio: median(rounds.map(({ sdk, bare }) => sdk / bare)),
    }
  } finally {
    await stop(server)
  }
}

async function inOrder(url: string) {
  const sdk = await timeSdk(url)
  return { sdk, bare: await timeFetch(url) }
}

async function inReverse(url: string) {
  const bare = await timeFetch(url)
  return { sdk: await timeSdk(url), bare }
}

/** The mean of a call, in microseconds; the median of one would hide its share of collecting garbage. */
async function timeEach(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  for (let calls = 0; calls < CALLS; calls++) await call()
  return ((performance.now() - startedAt) * 1_000) / CALLS
}

function timeSdk(baseUrl: string): Promise<number> {
  const client = createColdframe({ apiKey: 'cf_test_1', baseUrl })
  return timeEach(() => client.mailboxes.list({ limit: 20 }))
}

/** The least that a careful customer would write: the key, and a check of the answer. */
const timeFetch = (baseUrl: string): Promise<number> =>
  timeEach(async () => {
    const response = await fetch(`${baseUrl}/v1/mailboxes?limit=20`, { headers: { authorization: 'Bearer cf_test_1' } })
    if (!response.ok) throw new Error(`It was answered ${response.status}`)
    return response.json()
  })

async function stop(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit')
  server.kill()
  await ended
}

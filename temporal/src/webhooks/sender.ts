import type { AddressGuard } from './address-guard.ts'
import { readStart, toText } from './body-start.ts'
import { type NoAnswer, toNoAnswer } from './failure-code.ts'
import { createPinnedAgent } from './pinned-agent.ts'
import { signWebhook } from './signature.ts'
import { parseWebhookUrl } from './webhook-url.ts'

const TIMEOUT_MS = 15_000
const MOST_HEADER_CHARACTERS = 300
/** What helps to find out who answered, and why so; the rest may hold anything. */
const keptHeaders = ['content-type', 'content-length', 'date', 'location', 'retry-after', 'server', 'via']

export interface SenderOptions {
  guard: AddressGuard
  /** From the start until the end of the answer. */
  timeoutMs?: number
  /** Certificates that are trusted beside the system's. */
  ca?: string
}

export interface Outgoing {
  url: string
  livemode: boolean
  eventId: string
  body: string
  /** Newest first; the message is signed with each. */
  secrets: string[]
}

export interface Answer {
  status: number
  headers: Record<string, string>
  /** The first 4 KiB. */
  body: string
}

/** What was sent, and what came of it: an answer, or the reason why there was none. */
export interface Sent {
  startedAt: Date
  durationMs: number
  request: { url: string; headers: Record<string, string> }
  result: Answer | NoAnswer
}

export type WebhookSender = ReturnType<typeof createWebhookSender>

/** Sends one message once, over connections that are kept alive. Never follows a redirect, never throws. */
export function createWebhookSender({ guard, timeoutMs = TIMEOUT_MS, ca }: SenderOptions) {
  const agents = {
    test: createPinnedAgent({ guard, livemode: false, timeoutMs, ca }),
    live: createPinnedAgent({ guard, livemode: true, timeoutMs, ca }),
  }

  async function request(
    { url, livemode, body }: Outgoing,
    headers: Record<string, string>,
  ): Promise<Answer | NoAnswer> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    try {
      const { origin, pathname, search } = parseWebhookUrl(url, { livemode })
      const agent = livemode ? agents.live : agents.test
      const target = { origin, path: pathname + search, method: 'POST', headers, body, signal: late.signal } as const
      const answer = await agent.request(target)
      return { status: answer.statusCode, headers: pick(answer.headers), body: await readStart(answer.body) }
    } catch (error) {
      return toNoAnswer(error, late.signal.aborted)
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async send(outgoing: Outgoing): Promise<Sent> {
      const startedAt = new Date()
      const startedMs = performance.now()
      const headers = headersOf(outgoing, startedAt)
      const { 'webhook-signature': _, ...shown } = headers
      const result = await request(outgoing, headers)
      const durationMs = Math.round(performance.now() - startedMs)
      return { startedAt, durationMs, request: { url: outgoing.url, headers: shown }, result }
    },
    /** Cuts every connection. */
    async close(): Promise<void> {
      await Promise.all([agents.test.destroy(), agents.live.destroy()])
    },
  }
}

function headersOf({ eventId: id, body, secrets }: Outgoing, now: Date): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000)
  return {
    'content-type': 'application/json',
    'user-agent': 'Coldframe-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signWebhook({ id, timestamp, body }, secrets),
  }
}

function pick(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = headers[name]
    const [first] = typeof value === 'string' ? [value] : (value ?? [])
    if (first !== undefined) kept[name] = toText(Buffer.from(first)).slice(0, MOST_HEADER_CHARACTERS)
  }
  return kept
}

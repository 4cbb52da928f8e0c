import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Limits } from './limits.ts'

export type StreamLimits = Pick<Limits, 'heartbeatMs' | 'stalledTimeoutMs'>

const Message = z.looseObject({ updatedAt: z.string(), finishedAt: z.string().nullable(), status: z.string() })

/** HTML standard, "server-sent events". JSON has no line breaks of its own, so one data line will do. */
const frame = (event: string, data: unknown, id?: string) =>
  `${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Sends each message as it comes; a slow client is waited for, a stalled one is left. */
export function sendEvents(
  reply: FastifyReply,
  name: string,
  messages: AsyncIterable<unknown>,
  signal: AbortSignal,
  { heartbeatMs, stalledTimeoutMs }: StreamLimits,
) {
  const stream = Readable.from(frames(name, messages, signal, heartbeatMs), { highWaterMark: 1 })
  reply.raw.setTimeout(stalledTimeoutMs, () => reply.raw.destroy())
  return reply
    .type('text/event-stream')
    .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
    .send(stream)
}

async function* frames(
  name: string,
  messages: AsyncIterable<unknown>,
  signal: AbortSignal,
  heartbeatMs: number,
): AsyncGenerator<string> {
  const source = messages[Symbol.asyncIterator]()
  let pending = source.next()
  try {
    while (!signal.aborted) {
      const result = await withHeartbeat(pending, heartbeatMs)
      if (result === 'heartbeat') {
        yield ': heartbeat\n\n'
        continue
      }
      if (result.done) return
      const message = Message.parse(result.value)
      yield frame(name, result.value, message.updatedAt)
      if (message.finishedAt !== null) yield frame('end', { status: message.status })
      pending = source.next()
    }
  } finally {
    await source.return?.()
  }
}

function withHeartbeat<T>(pending: Promise<T>, heartbeatMs: number): Promise<T | 'heartbeat'> {
  let timer: NodeJS.Timeout | undefined
  const heartbeat = new Promise<'heartbeat'>((resolve) => {
    timer = setTimeout(() => resolve('heartbeat'), heartbeatMs)
  })
  return Promise.race([pending, heartbeat]).finally(() => clearTimeout(timer))
}

import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Frame, StreamOperation } from '../operation.ts'
import type { Limits } from './limits.ts'

export type StreamLimits = Pick<Limits, 'heartbeatMs' | 'stalledTimeoutMs'>

interface StreamOptions extends StreamLimits {
  /** Aborts when the client has gone, and is aborted when it is sent away: what waits for a message waits no more. */
  gone: AbortController
  /** Asked as often as there may be a heartbeat: whether the caller is still let in. */
  isAdmitted(): Promise<boolean>
}

/** HTML standard, "server-sent events". JSON has no line breaks of its own, so one data line will do. */
const toText = ({ event, data, id }: Frame) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Sends each message as it comes; a slow client is waited for, a stalled one is left. */
export function sendEvents(
  reply: FastifyReply,
  operation: StreamOperation,
  messages: AsyncIterable<unknown>,
  options: StreamOptions,
) {
  const stream = Readable.from(textOf(operation, messages, options), { highWaterMark: 1 })
  reply.raw.setTimeout(options.stalledTimeoutMs, () => reply.raw.destroy())
  return reply
    .type('text/event-stream')
    .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
    .send(stream)
}

async function* textOf(
  operation: StreamOperation,
  messages: AsyncIterable<unknown>,
  { gone, heartbeatMs, isAdmitted }: StreamOptions,
): AsyncGenerator<string> {
  const source = messages[Symbol.asyncIterator]()
  // Headers leave with the first bytes, and a client wants to know that it is connected.
  yield ': connected\n\n'
  let pending = source.next()
  let askedAt = performance.now()
  try {
    while (!gone.signal.aborted) {
      if (performance.now() - askedAt >= heartbeatMs) {
        if (!(await isAdmitted())) return
        askedAt = performance.now()
      }
      const result = await withHeartbeat(pending, heartbeatMs)
      if (result === 'heartbeat') {
        yield ': heartbeat\n\n'
        continue
      }
      if (result.done) return
      yield operation.toFrames(result.value).map(toText).join('')
      pending = source.next()
    }
  } finally {
    gone.abort()
    // Nobody waits for it any more, so that nobody would hear of its failure.
    pending.catch(() => undefined)
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

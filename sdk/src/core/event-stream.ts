import { ColdframeError, ConnectionError, InvalidAnswerError, TimeoutError } from '../errors.ts'
import { createDeadline, type Deadline } from './deadline.ts'
import { retryDelayMs } from './retry.ts'
import type { Clock } from './run.ts'
import { createEventParser, type ServerMessage } from './server-events.ts'

/** Goes on over broken connections; ends when the API says that there is no more. */
export interface EventStream<Data> extends AsyncIterable<Data> {
  /** The same with names and ids of the events. */
  messages(): AsyncGenerator<StreamMessage<Data>, void>
}

export interface StreamMessage<Data> {
  event: string
  /** To go on from, as `lastEventId`. */
  id: string | undefined
  data: Data
}

interface StreamDeps {
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
  clock: Clock
  signal?: AbortSignal
  lastEventId?: string
  idleTimeoutMs: number
  /** Connections on end that may come to nothing. */
  maxRetries: number
}

export function createEventStream<Data>(deps: StreamDeps): EventStream<Data> {
  const messages = () => follow<Data>(deps)
  return {
    messages,
    async *[Symbol.asyncIterator]() {
      for await (const { data } of messages()) yield data
    },
  }
}

async function* follow<Data>(deps: StreamDeps): AsyncGenerator<StreamMessage<Data>, void> {
  const { open, clock, idleTimeoutMs, maxRetries } = deps
  const whole = createDeadline(undefined, deps.signal)
  let { lastEventId } = deps
  let failures = 0
  const onChunk = () => {
    failures = 0
  }
  try {
    for (;;) {
      let error: ColdframeError = new ConnectionError('The stream broke off', { code: 'connection_failed' })
      try {
        const body = await open(lastEventId, whole.signal)
        for await (const message of readMessages(body, { idleTimeoutMs, whole, onChunk })) {
          if (message.event === 'end') return
          yield { ...message, data: parseData<Data>(message) }
          lastEventId = message.id
        }
      } catch (caught) {
        if (whole.error() || !(caught instanceof ConnectionError || caught instanceof TimeoutError)) throw caught
        error = caught
      }
      if (failures >= maxRetries) throw error
      await clock.sleep(retryDelayMs(error, failures++, clock.random()) ?? 0, whole.signal)
    }
  } finally {
    whole.clear()
  }
}

interface ReadOptions {
  idleTimeoutMs: number
  whole: Deadline
  onChunk(): void
}

async function* readMessages(
  body: ReadableStream<Uint8Array>,
  { idleTimeoutMs, whole, onChunk }: ReadOptions,
): AsyncGenerator<ServerMessage> {
  const reader = body.getReader()
  const parse = createEventParser()
  try {
    for (;;) {
      const chunk = await readWithin(reader, createDeadline(idleTimeoutMs, whole.signal))
      if (!chunk) return
      onChunk()
      yield* parse(chunk)
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Null at the end. A platform tells of a broken connection in its own words. */
async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  deadline: Deadline,
): Promise<Uint8Array | null> {
  // Ends the read that waits.
  const cancel = () => void reader.cancel().catch(() => {})
  deadline.signal.addEventListener('abort', cancel, { once: true })
  try {
    throwIfOver(deadline)
    const { value } = await reader.read()
    throwIfOver(deadline)
    return value ?? null
  } catch (cause) {
    if (cause instanceof ColdframeError) throw cause
    throw new ConnectionError('The stream broke off', { code: 'connection_failed', cause })
  } finally {
    deadline.clear()
  }
}

function throwIfOver(deadline: Deadline): void {
  const error = deadline.error()
  if (error) throw error
}

function parseData<Data>({ data }: ServerMessage): Data {
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw new InvalidAnswerError('An event of the stream is not JSON', { code: 'invalid_answer', cause })
  }
}

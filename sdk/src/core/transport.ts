import { InvalidAnswerError } from '../errors.ts'
import { type Answer, type Call, createCall, readData } from './call.ts'
import { createEventStream, type EventStream } from './event-stream.ts'
import { createList, createPage, type ListCall, type Page, type PageBody } from './page.ts'
import { type Asked, type Method, prepare } from './prepare.ts'
import { type Clock, createRun, systemClock } from './run.ts'
import type { Settings } from './settings.ts'

/** Twice the time between two heartbeats, and a little. */
const IDLE_TIMEOUT_MS = 35_000

/** The three ways in which the API answers; the printed resources are made of them. */
export interface Transport {
  call<Data>(method: Method, path: string, asked?: Asked): Call<Data>
  list<Item>(path: string, asked?: Asked): ListCall<Item>
  stream<Data>(path: string, asked?: Asked): EventStream<Data>
}

export function createTransport(settings: Settings, clock: Clock = systemClock): Transport {
  const run = createRun(settings, clock)

  const send = async (method: Method, path: string, asked: Asked): Promise<Answer> =>
    run(prepare(settings, method, path, asked), asked.options ?? {}, async (response) => ({
      response,
      text: await response.text(),
    }))

  async function open(path: string, asked: Asked): Promise<ReadableStream<Uint8Array>> {
    const prepared = prepare(settings, 'GET', path, asked)
    prepared.headers.set('accept', 'text/event-stream')
    const { body, headers } = await run(prepared, asked.options ?? {}, async (response) => response)
    if (body && /^text\/event-stream/i.test(headers.get('content-type') ?? '')) return body
    await body?.cancel()
    throw new InvalidAnswerError('The answer is no stream of events', { code: 'invalid_answer', status: 200, headers })
  }

  return {
    call: <Data>(method: Method, path: string, asked: Asked = {}) =>
      createCall(send(method, path, asked), (answer): Data => readData(answer)),

    list<Item>(path: string, asked: Asked = {}) {
      const fetchPage = (cursor?: string): Call<Page<Item>> => {
        const query = cursor === undefined ? asked.query : { ...asked.query, cursor }
        const read = (answer: Answer) => createPage<Item>(readData<PageBody<Item>>(answer), fetchPage)
        return createCall(send('GET', path, { ...asked, query }), read)
      }
      return createList(fetchPage)
    },

    stream<Data>(path: string, asked: Asked = {}) {
      const {
        signal,
        lastEventId,
        idleTimeoutMs = IDLE_TIMEOUT_MS,
        maxRetries = settings.maxRetries,
      } = asked.options ?? {}
      return createEventStream<Data>({
        open: (lastEventId, signal) => open(path, { ...asked, options: { ...asked.options, lastEventId, signal } }),
        clock,
        signal,
        lastEventId,
        idleTimeoutMs,
        maxRetries,
      })
    },
  }
}

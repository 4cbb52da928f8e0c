import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'

/** One server-sent event, as a client reads it. */
export interface Message<Data> {
  id: string | undefined
  event: string | undefined
  data: Data
}

export interface Source<Data> {
  response: Response
  messages: AsyncGenerator<Message<Data>>
  leave(): void
}

interface OpenOptions {
  key: string
  headers?: Record<string, string>
}

/** Opens streams of an API over HTTP. They are left when the test ends. */
export async function createEventSource<Data>(app: FastifyInstance) {
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 })

  async function open(t: Test, path: string, { key, headers }: OpenOptions): Promise<Source<Data>> {
    const gone = new AbortController()
    t.teardown(() => gone.abort())
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
      signal: gone.signal,
    })
    return { response, messages: messagesOf<Data>(response), leave: () => gone.abort() }
  }

  return { baseUrl, open }
}

/** Blocks without data are comments. */
export async function* messagesOf<Data>(response: Response): AsyncGenerator<Message<Data>> {
  let rest = ''
  if (!response.body) return
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      )
      const data = fields.get('data')
      if (data !== undefined) yield { id: fields.get('id'), event: fields.get('event'), data: JSON.parse(data) }
    }
  }
}

export async function takeMany<Data>(messages: AsyncGenerator<Message<Data>>, count: number): Promise<Message<Data>[]> {
  const taken: Message<Data>[] = []
  while (taken.length < count) {
    const { value, done } = await messages.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

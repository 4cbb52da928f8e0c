import { z } from 'zod'
import type { GraphReply } from './call.ts'
import type { Dispatch } from './dispatch.ts'
import { GraphError } from './errors.ts'

const mostRequests = 20
const Item = z.object({
  id: z.string().min(1),
  method: z.string().transform((method) => method.toUpperCase()),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
})
type Item = z.output<typeof Item>

interface Answer {
  id: string
  status: number
  headers: Record<string, string>
  body: unknown
}

const malformed = (message: string) => new GraphError(400, 'BadRequest', message)

export function parseBatch(body: unknown): Item[] {
  const parsed = z.object({ requests: z.array(Item).min(1) }).safeParse(body)
  if (!parsed.success) throw malformed('Invalid batch payload format.')
  const { requests } = parsed.data
  if (requests.length > mostRequests)
    throw malformed(`Number of batch request steps exceeds the maximum value of ${mostRequests}.`)
  if (new Set(requests.map((item) => item.id)).size < requests.length)
    throw malformed('Request Id has to be unique in a batch.')
  const isNested = requests.some((item) => /^\/?\$batch/i.test(item.url))
  if (isNested) throw malformed('A batch cannot hold another batch.')
  return requests
}

/** Runs what does not depend on anything at once, the rest after what it waits for; answers in no particular order. */
export async function runBatch(items: Item[], authorization: string | undefined, dispatch: Dispatch) {
  const running = new Map<string, Promise<Answer>>()
  const start = (item: Item): Promise<Answer> => {
    const known = running.get(item.id)
    if (known) return known
    const answer = runItem(item)
    running.set(item.id, answer)
    return answer
  }
  const runItem = async (item: Item): Promise<Answer> => {
    const first = items.filter(
      (other) => item.dependsOn?.includes(other.id) && items.indexOf(other) < items.indexOf(item),
    )
    if (first.length > 0) {
      const done = await Promise.all(first.map(start))
      if (done.some((one) => one.status >= 400)) return failedDependency(item.id)
    }
    return answerOf(item.id, await runStep(item))
  }
  const runStep = async (item: Item): Promise<GraphReply> => {
    const headers = lowerCased(item.headers ?? {})
    if (item.body !== undefined && item.body !== null && headers['content-type'] === undefined)
      return refused('A request with a body needs a Content-Type header.')
    const url = item.url.startsWith('/') ? item.url : `/${item.url}`
    return dispatch({ method: item.method, url, headers: { ...headers, authorization }, body: item.body })
  }
  return shuffled(await Promise.all(items.map(start)))
}

const refused = (message: string): GraphReply => ({ status: 400, body: { error: { code: 'BadRequest', message } } })

const lowerCased = (headers: Record<string, string>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const headerNames: Record<string, string> = { 'retry-after': 'Retry-After', location: 'Location' }

function answerOf(id: string, reply: GraphReply): Answer {
  const own = Object.entries(reply.headers ?? {}).map(([name, value]) => [headerNames[name] ?? name, value])
  const type = reply.body === undefined ? {} : { 'Content-Type': 'application/json' }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body).toString('base64') : (reply.body ?? null)
  return { id, status: reply.status, headers: { ...Object.fromEntries(own), ...type }, body }
}

const failedDependency = (id: string): Answer => ({
  id,
  status: 424,
  headers: { 'Content-Type': 'application/json' },
  body: { error: { code: 'FailedDependency', message: 'The request failed because a request it depends on failed.' } },
})

function shuffled<T>(all: T[]): T[] {
  return all
    .map((one) => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

import type { z } from 'zod'
import { Problem } from './api-shapes.ts'
import { readServerEvents } from './server-events.ts'

export type ApiClient = ReturnType<typeof createApiClient>

async function problemOf(response: Response, what: string): Promise<Error> {
  const text = await response.text()
  const { data } = Problem.safeParse(parseOrNull(text))
  const faults = data?.errors?.map(({ path, message }) => `${String(path)}: ${message}`).join('; ')
  const told = data ? [data.title, data.detail, faults].filter(Boolean).join(': ') : text.slice(0, 300)
  return new Error(`${what} answered ${response.status}: ${told}`)
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The API as anybody sees it: over HTTP only. */
export function createApiClient(baseUrl: string, key: string, signal: AbortSignal) {
  const authorization = `Bearer ${key}`

  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const content = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization, ...content, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    })
    if (!response.ok) throw await problemOf(response, `${method} ${path}`)
    return response
  }

  return {
    async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
      return schema.parse(await (await request('GET', path)).json())
    },
    async post<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.output<Schema>> {
      return schema.parse(await (await request('POST', path, body)).json())
    },
    async *events(path: string): AsyncGenerator<string> {
      const response = await request('GET', path, undefined, { accept: 'text/event-stream' })
      if (response.body) yield* readServerEvents(response.body)
    },
  }
}

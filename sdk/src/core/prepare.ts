import { UsageError } from '../errors.ts'
import { agent } from '../generated/version.ts'
import type { ChangeOptions, PostOptions, StreamOptions } from '../options.ts'
import type { Settings } from './settings.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What needs no writing as JSON. */
type Body = string | ArrayBuffer | Blob | Uint8Array

export interface Asked {
  path?: Record<string, string>
  query?: object
  body?: unknown
  /** Of the body; JSON when not given. */
  contentType?: string
  options?: PostOptions & ChangeOptions & StreamOptions
}

export interface Prepared {
  method: Method
  url: string
  headers: Headers
  body: Body | undefined
}

/** What all attempts of a call send alike, its idempotency key among it. */
export function prepare(settings: Settings, method: Method, path: string, asked: Asked): Prepared {
  const url = `${settings.baseUrl}${expand(path, asked.path ?? {})}${writeQuery(asked.query ?? {})}`
  return { method, url, headers: headersOf(settings, method, asked), body: writeBody(asked) }
}

function expand(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    // An empty part, or one of dots, would lead to another path: that of the whole list, say.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) {
      throw new UsageError(`"${name}" of ${path} is ${value === '' ? 'empty' : `no ${name}`}`, {
        code: `${name}_invalid`,
      })
    }
    return encodeURIComponent(value)
  })
}

function writeQuery(query: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null)
        search.append(name, item instanceof Date ? item.toISOString() : `${item}`)
    }
  }
  return search.size > 0 ? `?${search}` : ''
}

function writeBody({ body, contentType }: Asked): Body | undefined {
  if (body === undefined) return undefined
  if (contentType !== undefined && isBody(body)) return body
  try {
    return JSON.stringify(body)
  } catch (cause) {
    throw new UsageError('The body cannot be written as JSON', { code: 'body_invalid', cause })
  }
}

const isBody = (body: unknown): body is Body =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof ArrayBuffer || body instanceof Blob

function headersOf(
  { apiKey, account, headers }: Settings,
  method: Method,
  { body, contentType, options }: Asked,
): Headers {
  const { idempotencyKey = crypto.randomUUID(), ifMatch, requestId, lastEventId } = options ?? {}
  const wanted = {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    'user-agent': agent,
    'content-type': body === undefined ? undefined : (contentType ?? 'application/json'),
    'idempotency-key': method === 'POST' ? idempotencyKey : undefined,
    'if-match': ifMatch,
    'x-request-id': requestId,
    'last-event-id': lastEventId,
    'coldframe-account': options?.account ?? account,
    ...headers,
    ...options?.headers,
  }
  try {
    return new Headers(Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined))
  } catch {
    // The platform's own message may show the value, which may be the key.
    throw new UsageError('A header has a value that cannot be sent', { code: 'header_invalid' })
  }
}

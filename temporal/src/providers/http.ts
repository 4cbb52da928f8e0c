import { type output, prettifyError, type ZodType } from 'zod'
import { ProviderError, type ProviderErrorKind } from './errors.ts'

export const TIMEOUT_MS = 15_000

export interface HttpReply {
  status: number
  headers: Headers
  bytes: Buffer
  text: string
}

export interface HttpRequest {
  provider: string
  operation: string
  url: string
  method: string
  headers: Record<string, string>
  body?: string | undefined
  timeoutMs?: number
}

/** Sends one request, once. A redirect is a fault: it would carry credentials to a host that nobody named. */
export async function sendHttp(request: HttpRequest): Promise<HttpReply> {
  const { provider, operation, url, method, headers, body, timeoutMs = TIMEOUT_MS } = request
  try {
    const init = { method, headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) } as const
    return await readReply(await fetch(url, body === undefined ? init : { ...init, body }))
  } catch (error) {
    throw noAnswer(provider, operation, error)
  }
}

export async function readReply(response: Response): Promise<HttpReply> {
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') }
}

/** The cause is left out, as it can hold the request with its credentials; its code says enough. */
export function noAnswer(provider: string, operation: string, error: unknown): ProviderError {
  const reason = reasonOf(error)
  return new ProviderError({
    provider,
    kind: 'transient',
    code: reason,
    message: `${operation}: no answer (${reason})`,
  })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? error.name : reasonOf(error.cause)
}

export interface AnswerContext {
  provider: string
  operation: string
  requestId?: string | undefined
}

/** Parses an answer's JSON by `schema`. What does not fit is a fault of the moment that names where it came from. */
export function parseAnswer<T extends ZodType>(schema: T, text: string, context: AnswerContext): output<T> {
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const { provider, operation, requestId } = context
  const message = `${operation}: an answer that we do not understand: ${prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`
  throw new ProviderError({ provider, kind: 'transient', code: 'strange_answer', message, requestId })
}

/** Undefined where it is no JSON. Partner Center puts a byte order mark in front of some bodies. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** What a status says by itself, where the vendor's own code says nothing more. */
export function kindOfStatus(status: number): ProviderErrorKind {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'not_found'
  if (status === 409) return 'conflict'
  if (status === 429) return 'rate_limited'
  return status >= 500 || status === 408 || status < 300 ? 'transient' : 'rejected'
}

/** Vendors' texts go into our errors, but not without a bound. */
export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}

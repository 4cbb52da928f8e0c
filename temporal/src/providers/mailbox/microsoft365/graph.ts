import { randomUUID } from 'node:crypto'
import { Client, ResponseType, RetryHandlerOptions } from '@microsoft/microsoft-graph-client'
import type { output, ZodType } from 'zod'
import { type OnCall, reportCall } from '../../call-report.ts'
import { type HttpReply, noAnswer, parseAnswer, readReply, TIMEOUT_MS } from '../../http.ts'
import { graphError } from './graph-errors.ts'
import { type AccessToken, type TokenSource, withToken } from './tokens.ts'

export interface GraphCall {
  operation: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/v1.0`, encoded. */
  path: string
  body?: unknown
}

interface GraphDeps {
  url: string
  now: () => number
  onCall?: OnCall | undefined
}

/** Graph with the rights of one token source. */
export interface GraphSession {
  /** Any 2xx; everything else is a `ProviderError`. */
  request(call: GraphCall): Promise<HttpReply>
  json<T extends ZodType>(schema: T, call: GraphCall): Promise<output<T>>
  /** For a refusal that stands inside a batch, where the outer answer is a success. */
  dropToken(): Promise<void>
}

export type Graph = (tokens: TokenSource) => GraphSession

export function createGraph({ url, now, onCall }: GraphDeps): Graph {
  const send = (token: AccessToken, call: GraphCall) => {
    const correlationId = randomUUID()
    const run = async () => {
      const reply = await sendBySdk(url, token, call, correlationId)
      if (reply.status < 200 || reply.status >= 300) throw graphError(call.operation, reply)
      return reply
    }
    return reportCall(onCall, 'graph', call.operation, run, correlationId)
  }
  return (tokens) => {
    const request = (call: GraphCall) => withToken(tokens, now, (token) => send(token, call))
    return {
      request,
      dropToken: async () => tokens.drop(await tokens.get()),
      async json(schema, call) {
        const reply = await request(call)
        const requestId = reply.headers.get('request-id') ?? undefined
        return parseAnswer(schema, reply.text, { provider: 'graph', operation: call.operation, requestId })
      },
    }
  }
}

/**
 * The raw response is asked for, as the SDK's own reading drops error details and headers and hands out
 * streams for an empty 202. Its retries are off: the caller knows how long it may wait.
 */
async function sendBySdk(url: string, token: AccessToken, call: GraphCall, correlationId: string): Promise<HttpReply> {
  const client = Client.initWithMiddleware({
    baseUrl: `${url.replace(/\/$/, '')}/`,
    // Without it the SDK silently leaves the token out for any host but Microsoft's.
    customHosts: new Set([new URL(url).hostname]),
    authProvider: { getAccessToken: async () => token.value },
  })
  const request = client
    .api(call.path)
    .header('client-request-id', correlationId)
    .responseType(ResponseType.RAW)
    .middlewareOptions([new RetryHandlerOptions(0, 0)])
    .option('signal', AbortSignal.timeout(TIMEOUT_MS))
  try {
    const response: unknown = await sendAs(request, call)
    if (!(response instanceof Response)) throw new TypeError('no response')
    return await readReply(response)
  } catch (error) {
    throw noAnswer('graph', call.operation, error)
  }
}

function sendAs(request: ReturnType<Client['api']>, { method, body }: GraphCall): Promise<unknown> {
  switch (method) {
    case 'GET':
      return request.get()
    case 'POST':
      return request.post(body)
    case 'PATCH':
      return request.patch(body)
    case 'DELETE':
      return request.delete()
  }
}

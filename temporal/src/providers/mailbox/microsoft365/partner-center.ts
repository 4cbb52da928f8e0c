import { randomUUID } from 'node:crypto'
import type { output, ZodType } from 'zod'
import { type OnCall, reportCall } from '../../call-report.ts'
import { type HttpReply, parseAnswer, sendHttp } from '../../http.ts'
import { partnerCenterError, requestIdOf } from './partner-center-errors.ts'
import { type AccessToken, type TokenSource, withToken } from './tokens.ts'

export interface PartnerCall {
  operation: string
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH'
  /** Below `/v1`. */
  path: string
  body?: unknown
  /** The vendor answers a repeated id with its first answer; a new one where none is given. */
  requestId?: string
  etag?: string | undefined
  /** Statuses beside 2xx that are an answer and no failure. */
  expected?: number[]
}

interface PartnerCenterDeps {
  url: string
  tokens: TokenSource
  now: () => number
  onCall?: OnCall | undefined
}

/** https://learn.microsoft.com/partner-center/developer/partner-center-rest-headers */
export function createPartnerCenter({ url, tokens, now, onCall }: PartnerCenterDeps) {
  const base = `${url.replace(/\/$/, '')}/v1`

  function send(token: AccessToken, call: PartnerCall): Promise<HttpReply> {
    const correlationId = randomUUID()
    const run = async () => {
      const reply = await sendHttp({
        provider: 'partner_center',
        operation: call.operation,
        url: `${base}${call.path}`,
        method: call.method,
        headers: headersOf(call, token, correlationId),
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
      })
      const isSuccess = reply.status >= 200 && reply.status < 300
      if (!isSuccess && !call.expected?.includes(reply.status)) throw partnerCenterError(call.operation, reply)
      return reply
    }
    return reportCall(onCall, 'partner_center', call.operation, run, correlationId)
  }

  const request = (call: PartnerCall) => withToken(tokens, now, (token) => send(token, call))
  return {
    request,
    async json<T extends ZodType>(schema: T, call: PartnerCall): Promise<output<T>> {
      const reply = await request(call)
      const context = { provider: 'partner_center', operation: call.operation, requestId: requestIdOf(reply) }
      return parseAnswer(schema, reply.text, context)
    },
  }
}

export type PartnerCenter = ReturnType<typeof createPartnerCenter>

function headersOf(call: PartnerCall, token: AccessToken, correlationId: string): Record<string, string> {
  return {
    authorization: `Bearer ${token.value}`,
    accept: 'application/json',
    'ms-requestid': call.requestId ?? randomUUID(),
    'ms-correlationid': correlationId,
    'ms-contract-version': 'v1',
    'x-locale': 'en-US',
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.etag === undefined ? {} : { 'if-match': call.etag }),
  }
}

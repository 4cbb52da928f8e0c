import { type output, type ZodType, z } from 'zod'
import { type OnCall, reportCall } from '../../call-report.ts'
import { ProviderError } from '../../errors.ts'
import { type HttpReply, parseAnswer, sendHttp } from '../../http.ts'
import { exchangeError } from './exchange-errors.ts'
import { type AccessToken, type TokenSource, withToken } from './tokens.ts'

interface ExchangeDeps {
  url: string
  tokensFor: (tenantId: string) => TokenSource
  now: () => number
  onCall?: OnCall | undefined
}

export interface Cmdlet<T> {
  tenantId: string
  name: string
  parameters: Record<string, string | number | boolean>
  /** One object of the answer. */
  result: T
}

/** More pages than any of our questions has. */
const MOST_PAGES = 20

/** What the PowerShell module of Exchange Online does under its cmdlets; Microsoft documents the cmdlets only. */
export function createExchange({ url, tokensFor, now, onCall }: ExchangeDeps) {
  const base = url.replace(/\/$/, '')

  function send(
    token: AccessToken,
    target: string,
    { tenantId, name, parameters }: Cmdlet<ZodType>,
  ): Promise<HttpReply> {
    return reportCall(onCall, 'exchange', name, async () => {
      const reply = await sendHttp({
        provider: 'exchange',
        operation: name,
        url: target,
        method: 'POST',
        headers: headersOf(token, tenantId, name),
        body: JSON.stringify({ CmdletInput: { CmdletName: name, Parameters: parameters } }),
      })
      if (reply.status < 200 || reply.status >= 300) throw exchangeError(name, reply)
      return reply
    })
  }

  /** Runs a cmdlet and answers with its objects; one that only sets something may answer with none. */
  async function invoke<T extends ZodType>(cmdlet: Cmdlet<T>): Promise<output<T>[]> {
    const schema = z.object({ value: z.array(cmdlet.result).default([]), '@odata.nextLink': z.string().optional() })
    const found: output<T>[] = []
    let target: string | undefined = `${base}/adminapi/beta/${cmdlet.tenantId}/InvokeCommand`
    for (let page = 0; target !== undefined && page < MOST_PAGES; page += 1) {
      const here: string = target
      const reply = await withToken(tokensFor(cmdlet.tenantId), now, (token) => send(token, here, cmdlet))
      const context = {
        provider: 'exchange',
        operation: cmdlet.name,
        requestId: reply.headers.get('request-id') ?? undefined,
      }
      const answer = parseAnswer(schema, reply.text.trim() || '{}', context)
      found.push(...answer.value)
      target = nextPage(answer['@odata.nextLink'], base, cmdlet.name)
    }
    return found
  }

  return { invoke }
}

export type Exchange = ReturnType<typeof createExchange>

/** A link to another host would carry our token there. */
function nextPage(link: string | undefined, base: string, operation: string): string | undefined {
  if (link === undefined || new URL(link).origin === new URL(base).origin) return link
  const message = `${operation}: the next page is on another host`
  throw new ProviderError({ provider: 'exchange', kind: 'transient', code: 'strange_answer', message })
}

function headersOf(token: AccessToken, tenantId: string, name: string): Record<string, string> {
  return {
    authorization: `Bearer ${token.value}`,
    accept: 'application/json',
    'content-type': 'application/json; charset=utf-8',
    // A system mailbox that every tenant has, by which the request finds its server.
    'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenantId}`,
    'x-cmdletname': name,
    prefer: 'odata.maxpagesize=1000',
    'parameter-based-routing': 'true',
  }
}

import { z } from 'zod'
import { ProviderError, type ProviderErrorKind } from '../../errors.ts'
import { type HttpReply, kindOfStatus, parseJson, shorten } from '../../http.ts'
import { parseRetryAfter } from '../../retry-after.ts'

const Message = z.object({ message: z.string().optional() })
const Details = z.union([Message, z.array(Message).transform((list) => list[0])]).nullish()
const Fault = z.object({
  error: z.object({
    code: z.coerce.string().optional(),
    message: z.string().optional(),
    details: Details.catch(null),
    innererror: z.object({ internalException: Message.nullish() }).nullish().catch(null),
  }),
})

const texts: [RegExp, ProviderErrorKind][] = [
  [/CNAME record does not exist/i, 'pending'],
  [/already (exists|has)|is already/i, 'conflict'],
  [/couldn't be found|could not be found|not found|isn't an accepted domain|is not an accepted domain/i, 'not_found'],
  [/server(?: side)? error|try again|timed? ?out|busy/i, 'transient'],
]

/** The text is found at one of three places and often reads `|Exception.Type|text`. */
export function exchangeError(operation: string, reply: HttpReply): ProviderError {
  const fault = Fault.safeParse(parseJson(reply.text)).data?.error
  const raw = fault?.details?.message ?? fault?.innererror?.internalException?.message ?? fault?.message
  const [, exception, text] = raw?.match(/^\|([^|]*)\|([\s\S]*)$/) ?? [undefined, undefined, raw]
  return new ProviderError({
    provider: 'exchange',
    kind: kindOf(reply.status, text ?? ''),
    code: exception ?? fault?.code ?? String(reply.status),
    message: `${operation}: ${shorten(text || `status ${reply.status}`)}`,
    requestId: reply.headers.get('request-id') ?? undefined,
    retryAfterMs: parseRetryAfter(reply.headers.get('retry-after')),
  })
}

function kindOf(status: number, text: string): ProviderErrorKind {
  const byStatus = kindOfStatus(status)
  if (byStatus === 'unauthorized' || byStatus === 'rate_limited') return byStatus
  // Cmdlets that fail answer with 400, 404 or 500 alike.
  return texts.find(([pattern]) => pattern.test(text))?.[1] ?? byStatus
}

import { z } from 'zod'
import { ProviderError, type ProviderErrorKind } from '../../errors.ts'
import { kindOfStatus, parseJson, shorten } from '../../http.ts'
import { parseRetryAfter } from '../../retry-after.ts'

/** `message` is an object on some routes, `details` on others, and either may be missing. */
const Text = z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)])
const Detail = z.object({ code: z.string().optional(), target: z.string().nullish() })
const InnerError = z.looseObject({ 'request-id': z.string().optional() })
const GraphErrorBody = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: Text.nullish(),
    details: z
      .union([z.array(Detail), Detail.transform((detail) => [detail])])
      .nullish()
      .catch(null),
    innerError: InnerError.nullish().catch(null),
    innererror: InnerError.nullish().catch(null),
  }),
})

export interface GraphFault {
  kind: ProviderErrorKind
  code: string
  message: string
  requestId: string | undefined
  /** The property over which objects conflict, such as `userPrincipalName`. */
  conflictTarget: string | null
}

const codes: Record<string, ProviderErrorKind> = {
  MailboxNotEnabledForRESTAPI: 'pending',
  ErrorNonExistentMailbox: 'pending',
  ErrorMailboxMoveInProgress: 'pending',
  ApplicationThrottled: 'rate_limited',
  LicenseAssignmentAttributeConcurrencyException: 'transient',
  Request_ResourceNotFound: 'not_found',
  Request_MultipleObjectsWithSameKeyValue: 'conflict',
  ObjectConflict: 'conflict',
}

/** Directory answers `Request_BadRequest` to everything; only the text tells these apart. The first that fits counts. */
const texts: [RegExp, ProviderErrorKind][] = [
  [
    /different Microsoft 365 organi[sz]ation|used elsewhere|another (tenant|directory)|different (tenant|directory)/i,
    'needs_human',
  ],
  [/^Domain verification failed/i, 'pending'],
  [/does not have any available licen[sc]es|invalid usage location/i, 'pending'],
  [/LicenseAssignmentAttributeConcurrencyException/, 'transient'],
  // A verified domain reaches the directory's replicas one by one.
  [/domain portion of the userPrincipalName property is invalid/i, 'pending'],
  [/already (exists?|verified)|already (been )?added|conflicting object/i, 'conflict'],
]

export function graphFault(status: number, body: unknown): GraphFault {
  const fault = GraphErrorBody.safeParse(body).data?.error
  const message = fault?.message || `status ${status}`
  const inner = fault?.innerError ?? fault?.innererror
  const conflict = fault?.details?.find((detail) => detail.code === 'ObjectConflict')
  return {
    kind: conflict ? 'conflict' : kindOf(status, fault?.code ?? '', message),
    code: fault?.code || String(status),
    message: shorten(message),
    requestId: inner?.['request-id'],
    conflictTarget: conflict?.target ?? message.match(/property (\w+) already exists/)?.[1] ?? null,
  }
}

function kindOf(status: number, code: string, message: string): ProviderErrorKind {
  const listed = codes[code] ?? (status === 400 ? texts.find(([text]) => text.test(message))?.[1] : undefined)
  // A dependency that failed (RFC 4918 section 11.4) says nothing about the step itself.
  return listed ?? (status === 424 ? 'transient' : kindOfStatus(status))
}

export interface GraphAnswer {
  status: number
  text: string
  headers: Headers
}

export function graphError(operation: string, { status, text, headers }: GraphAnswer): ProviderError {
  const fault = graphFault(status, parseJson(text))
  return new ProviderError({
    provider: 'graph',
    kind: fault.kind,
    code: fault.code,
    message: `${operation}: ${fault.message}`,
    requestId: fault.requestId ?? headers.get('request-id') ?? undefined,
    retryAfterMs: parseRetryAfter(headers.get('retry-after')),
  })
}

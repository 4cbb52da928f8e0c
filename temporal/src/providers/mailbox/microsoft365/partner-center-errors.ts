import { z } from 'zod'
import { ProviderError, type ProviderErrorKind } from '../../errors.ts'
import { type HttpReply, kindOfStatus, parseJson, shorten } from '../../http.ts'
import { parseRetryAfter } from '../../retry-after.ts'

/** https://learn.microsoft.com/partner-center/developer/error-codes, where the status alone would mislead. */
const codesByKind: [ProviderErrorKind, number[]][] = [
  // Country not onboarded, credit limits, subscription and seat limits, risk checks and reviews, attestation, locked account.
  [
    'needs_human',
    [2030, 2085, 20002, 800018, 800023, 800066, 800067, 800069, 800073, 800074, 800075, 900121, 900203, 900416, 900419],
  ],
  // Operations under way on the same order or subscription, and an agreement that is not everywhere yet.
  ['pending', [13605, 2001, 800014, 800060, 900278]],
  ['not_found', [20000, 60003]],
  ['conflict', [2055, 600061]],
  ['rate_limited', [900311]],
  ['unauthorized', [900308, 900309, 900329, 900420]],
  ['rejected', [800063, 800090, 800091, 900117, 900279]],
]

const kinds = new Map(codesByKind.flatMap(([kind, codes]) => codes.map((code) => [String(code), kind] as const)))

const Code = z.union([z.string(), z.number()]).transform(String)

/** The shapes seen: PartnerFD, the newer agreement service, and the gateway's `statusCode`. */
const Fault = z.object({
  code: Code.optional(),
  statusCode: Code.optional(),
  message: z.string().optional(),
  description: z.string().optional(),
})

/** An address that was refused arrives as JSON inside the description. */
const AddressFault = z.object({ code: Code, reason: z.string() })

export function partnerCenterError(operation: string, reply: HttpReply): ProviderError {
  const fault = Fault.safeParse(parseJson(reply.text)).data ?? {}
  const address = AddressFault.safeParse(parseJson(fault.description ?? '')).data
  const text = address?.reason ?? fault.description ?? fault.message ?? `status ${reply.status}`
  return new ProviderError({
    provider: 'partner_center',
    kind: kindOf(reply.status, fault.code),
    code: fault.code ?? fault.statusCode ?? String(reply.status),
    message: `${operation}: ${shorten(text)}`,
    requestId: requestIdOf(reply),
    retryAfterMs: parseRetryAfter(reply.headers.get('retry-after')) ?? secondsInText(fault.message),
  })
}

/** An error inside an answer that is a success as a whole: a cart's line, an order group. */
export function partnerCenterFault(operation: string, code: string, text: string, requestId?: string): ProviderError {
  const message = `${operation}: ${shorten(text)}`
  return new ProviderError({ provider: 'partner_center', kind: kindOf(400, code), code, message, requestId })
}

export function requestIdOf(reply: HttpReply): string | undefined {
  return reply.headers.get('ms-requestid') ?? undefined
}

function kindOf(status: number, code: string | undefined): ProviderErrorKind {
  const listed = code === undefined ? undefined : kinds.get(code)
  return listed ?? kindOfStatus(status)
}

/** `Rate limit is exceeded. Try again in 57 seconds.` */
function secondsInText(text: string | undefined): number | undefined {
  return parseRetryAfter(text?.match(/try again in (\d+(?:\.\d+)?) seconds/i)?.[1])
}

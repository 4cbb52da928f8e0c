import { z } from 'zod'
import { ProviderError, type ProviderErrorKind } from '../../errors.ts'
import { kindOfStatus, parseJson, shorten } from '../../http.ts'
import { parseRetryAfter } from '../../retry-after.ts'

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const kinds: Record<string, ProviderErrorKind> = {
  AADSTS90002: 'not_found',
  AADSTS5000224: 'not_found',
  AADSTS65001: 'unauthorized',
  AADSTS700016: 'unauthorized',
  AADSTS7000215: 'unauthorized',
  AADSTS7000222: 'unauthorized',
  AADSTS50020: 'unauthorized',
  AADSTS50177: 'unauthorized',
  AADSTS650051: 'pending',
  AADSTS700082: 'needs_human',
  AADSTS50173: 'needs_human',
  AADSTS50076: 'needs_human',
  AADSTS53003: 'needs_human',
}

/** Answers of a login that has not heard of a new tenant or of our consent in it yet. */
export const notSpreadYet = ['AADSTS90002', 'AADSTS65001', 'AADSTS700016', 'AADSTS650051']

const LoginFault = z.object({
  error: z.string(),
  error_description: z.string().default(''),
  trace_id: z.string().optional(),
})

export interface LoginAnswer {
  status: number
  text: string
  retryAfter?: string | null | undefined
}

export function loginError(operation: string, { status, text, retryAfter }: LoginAnswer): ProviderError {
  const fault = LoginFault.safeParse(parseJson(text)).data
  const code = fault?.error_description.match(/AADSTS\d+/)?.[0] ?? fault?.error
  const listed = code === undefined ? undefined : kinds[code]
  return new ProviderError({
    provider: 'login',
    kind: listed ?? (fault?.error.startsWith('invalid_') ? 'unauthorized' : kindOfStatus(status)),
    code: code ?? String(status),
    message: `${operation}: ${shorten(firstSentence(fault?.error_description) ?? `status ${status}`)}`,
    requestId: fault?.trace_id,
    retryAfterMs: parseRetryAfter(retryAfter),
  })
}

/** The rest of a description is trace and correlation ids. */
function firstSentence(description: string | undefined): string | undefined {
  return description?.split(/\r?\n| Trace ID:/)[0] || undefined
}

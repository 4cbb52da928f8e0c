import { isProviderError, ProviderError } from '../../errors.ts'
import { notSpreadYet } from './login-errors.ts'

/** For some minutes after a tenant was made, its directory does not know its partner, nor new roles. */
export function isNotSpreadYet(error: unknown): boolean {
  if (!isProviderError(error)) return false
  if (error.provider === 'login') return notSpreadYet.includes(error.code ?? '')
  return error.provider === 'graph' && (error.kind === 'unauthorized' || error.kind === 'not_found')
}

export function spreading(cause?: unknown): ProviderError {
  const known = isProviderError(cause) ? cause : undefined
  return new ProviderError({
    provider: known?.provider ?? 'graph',
    kind: 'pending',
    code: known?.code ?? 'not_there_yet',
    message: `authorizeTenant: our rights have not spread yet${known ? ` (${known.message})` : ''}`,
    requestId: known?.requestId,
  })
}

import { isProviderError, type ProviderErrorKind } from './errors.ts'

/** One finished request to a vendor, for metrics. */
export interface VendorCall {
  provider: string
  operation: string
  outcome: 'ok' | 'fault' | ProviderErrorKind
  durationMs: number
  /** The id that went with the request, where the vendor takes one: its support finds the request by it. */
  correlationId?: string | undefined
}

export type OnCall = (call: VendorCall) => void

/** Runs one request and tells `onCall` how it went; `fault` is an error of our own, not the vendor's. */
export async function reportCall<T>(
  onCall: OnCall | undefined,
  provider: string,
  operation: string,
  run: () => Promise<T>,
  correlationId?: string,
): Promise<T> {
  const startedAt = performance.now()
  const finish = (outcome: VendorCall['outcome']) =>
    onCall?.({ provider, operation, outcome, durationMs: performance.now() - startedAt, correlationId })
  try {
    const result = await run()
    finish('ok')
    return result
  } catch (error) {
    finish(isProviderError(error) ? error.kind : 'fault')
    throw error
  }
}

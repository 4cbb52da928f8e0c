import { isProviderError, type ProviderErrorKind } from './errors.ts'

/** One finished request to a vendor, for metrics. */
export interface VendorCall {
  provider: string
  operation: string
  outcome: 'ok' | 'fault' | ProviderErrorKind
  durationMs: number
}

export type OnCall = (call: VendorCall) => void

/** Runs one request and tells `onCall` how it went; `fault` is an error of our own, not the vendor's. */
export async function reportCall<T>(
  onCall: OnCall | undefined,
  provider: string,
  operation: string,
  run: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now()
  const finish = (outcome: VendorCall['outcome']) =>
    onCall?.({ provider, operation, outcome, durationMs: performance.now() - startedAt })
  try {
    const result = await run()
    finish('ok')
    return result
  } catch (error) {
    finish(isProviderError(error) ? error.kind : 'fault')
    throw error
  }
}

import { isProviderError } from '../../providers/errors.ts'
import type { Found } from './warmup-carrier.ts'

export const missing: Found = { placement: 'missing', message: null, reason: null }

export const unknown = (reason: string): Found => ({ placement: 'unknown', message: null, reason })

/** Nobody could look: that says nothing about the message. Faults of our own are thrown on. */
export async function unknownOnFailure(look: () => Promise<Found>): Promise<Found> {
  try {
    return await look()
  } catch (error) {
    if (!isProviderError(error)) throw error
    return unknown(error.kind)
  }
}

import { errors } from './errors.ts'
import { toFaults } from './faults.ts'
import { Metadata } from './schemas.ts'

/** Merges a change into metadata; null removes a key. The whole must keep the limits. */
export function mergeMetadata(current: Record<string, string>, change: Record<string, string | null>) {
  const merged = Object.entries({ ...current, ...change }).filter(([, value]) => value !== null)
  const parsed = Metadata.safeParse(Object.fromEntries(merged))
  if (parsed.success) return parsed.data
  throw errors.validationFailed(toFaults(parsed.error).map((fault) => ({ ...fault, path: `metadata.${fault.path}` })))
}

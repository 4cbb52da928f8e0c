/** Vendors also send 0 and fractions, after which an immediate retry is only throttled again. */
const SHORTEST_MS = 1000

/** Reads `Retry-After` (RFC 9110 section 10.2.3), and the decimals that Graph sends against it. */
export function parseRetryAfter(value: string | null | undefined, now = Date.now()): number | undefined {
  if (value === null || value === undefined || value.trim() === '') return undefined
  const seconds = Number(value)
  const delayMs = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000
  return Number.isFinite(delayMs) ? Math.max(SHORTEST_MS, Math.ceil(delayMs)) : undefined
}

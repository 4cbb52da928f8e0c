import { isIPv4, isIPv6 } from 'node:net'
import type { RatePolicy } from './rate-limiter.ts'

interface Failures {
  count: number
  endsAt: number
}

export interface GuessLimiterDeps {
  policy: RatePolicy
  now?: () => number
}

/** Above this an attacker with many addresses makes us forget the oldest, instead of filling the memory. */
const MOST_ADDRESSES = 100_000
const MOST_KEYS = 100_000

export type GuessLimiter = ReturnType<typeof createGuessLimiter>

/**
 * Counts refused keys by address. One that had too many is let in only with a key that has worked here before: whoever
 * guesses stands still, and a colleague behind the same address works on.
 */
export function createGuessLimiter({ policy, now = () => performance.now() }: GuessLimiterDeps) {
  const failures = new Map<string, Failures>()
  const proven = new Set<string>()

  const failuresOf = (address: string) => {
    const found = failures.get(networkOf(address))
    return found && now() < found.endsAt ? found : null
  }

  return {
    /** For how long the address has to wait with a key that is not known to be good; null when it need not. */
    waitOf(address: string, keyHash: string): number | null {
      const found = failuresOf(address)
      if (!found || found.count < policy.limit || proven.has(keyHash)) return null
      return found.endsAt - now()
    },

    noteFailure(address: string): void {
      const { count, endsAt } = failuresOf(address) ?? { count: 0, endsAt: now() + policy.windowMs }
      const network = networkOf(address)
      failures.delete(network)
      failures.set(network, { count: count + 1, endsAt })
      const [oldest] = failures.keys()
      if (failures.size > MOST_ADDRESSES && oldest !== undefined) failures.delete(oldest)
    },

    noteSuccess(keyHash: string): void {
      if (proven.size >= MOST_KEYS) proven.clear()
      proven.add(keyHash)
    },

    noteRefusal(keyHash: string): void {
      proven.delete(keyHash)
    },
  }
}

/** An IPv6 subscriber has at least a /64 (RFC 6177), so its addresses count as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped && isIPv4(mapped)) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::')
  const groups = (text: string) => text.split(':').filter((group) => group !== '')
  const zeros = address.includes('::') ? Math.max(0, 8 - groups(head).length - groups(tail).length) : 0
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

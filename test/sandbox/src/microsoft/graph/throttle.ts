import type { World } from '../../world/world.ts'
import type { Claims } from '../state/tokens.ts'
import { GraphError } from './errors.ts'

interface Window {
  startedAt: number
  used: number
}

/** Per application and tenant (learn.microsoft.com/graph/throttling-limits): resource units for a tenant of 50 to 500 users, and writes. */
const limits = {
  units: { name: 'ResourceUnitLimitExceeded', most: 5_000, windowMs: 10_000 },
  writes: { name: 'WriteLimitExceeded', most: 3_000, windowMs: 150_000 },
} as const
type LimitName = keyof typeof limits

/** Outlook runs at most this many requests of one application against one mailbox at once. */
const mailboxConcurrency = 4

export function createThrottle(world: World) {
  const windows = new Map<string, Window>()
  const running = new Map<string, number>()

  const current = (key: string, windowMs: number): Window => {
    const known = windows.get(key)
    if (known && known.startedAt + windowMs > world.now()) return known
    const fresh = { startedAt: world.now(), used: 0 }
    windows.set(key, fresh)
    return fresh
  }

  /** Uses up a share and answers with how much of the limit is used; throws when none is left. */
  function use(name: LimitName, claims: Claims, amount: number): number {
    const limit = limits[name]
    const window = current(`${name} ${claims.appid} ${claims.tid}`, limit.windowMs)
    if (window.used + amount > limit.most)
      throw throttled(limit.name, claims, window.startedAt + limit.windowMs - world.now())
    window.used += amount
    return window.used / limit.most
  }

  return {
    use(claims: Claims, method: string, units: number): Record<string, string> {
      if (method !== 'GET') use('writes', claims, 1)
      const share = use('units', claims, units)
      return {
        'x-ms-resource-unit': String(units),
        ...(share > 0.8 ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {}),
      }
    },
    async inMailbox<T>(claims: Claims, mailbox: string, work: () => T | Promise<T>): Promise<T> {
      const key = `${claims.appid} ${claims.tid} ${mailbox.toLowerCase()}`
      const busy = running.get(key) ?? 0
      if (busy >= mailboxConcurrency) throw mailboxBusy()
      running.set(key, busy + 1)
      try {
        return await work()
      } finally {
        const left = (running.get(key) ?? 1) - 1
        if (left === 0) running.delete(key)
        else running.set(key, left)
      }
    },
  }
}
export type Throttle = ReturnType<typeof createThrottle>

const throttled = (name: string, claims: Claims, restMs: number) =>
  new GraphError(429, 'TooManyRequests', 'Too many requests.', {
    headers: {
      'retry-after': String(Math.max(1, Math.ceil(restMs / 1000))),
      'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${claims.appid}/${claims.tid}`,
      'x-ms-throttle-information': name,
    },
  })

const mailboxBusy = () =>
  new GraphError(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', {
    headers: { 'retry-after': '1' },
  })

import type { Actor } from '../context.ts'
import { errors } from '../errors.ts'
import type { ApiMetrics } from '../metrics/metrics.ts'
import { rateLimitHeaders, retryAfter } from './rate-limit-headers.ts'
import type { RateLimiter } from './rate-limiter.ts'

export interface Headers {
  headers(values: Record<string, string>): unknown
}

export type Charge = (actor: Actor, requests: number, reply: Headers) => Promise<void>

/** Takes so many requests from the budget of a key, and tells what is left of it. */
export function createCharge({ rateLimiter, metrics }: { rateLimiter: RateLimiter; metrics: ApiMetrics }): Charge {
  return async ({ keyId }, requests, reply) => {
    const standing = await rateLimiter.spend(keyId, requests)
    reply.headers(rateLimitHeaders(rateLimiter.policy, standing))
    if (standing.isAllowed) return
    metrics.countRefusal('key')
    const { limit, windowMs } = rateLimiter.policy
    const detail = `The key has ${limit} requests in ${windowMs / 1000} s.`
    throw errors.rateLimited(detail, retryAfter(standing.resetsInMs))
  }
}

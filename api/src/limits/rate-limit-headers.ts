import type { RatePolicy, Standing } from './rate-limiter.ts'

/** Never earlier than the window's end. */
const toSeconds = (ms: number) => Math.max(0, Math.ceil(ms / 1000))

/** draft-ietf-httpapi-ratelimit-headers: what is promised, and what is left of it. */
export const rateLimitHeaders = ({ limit, windowMs }: RatePolicy, { remaining, resetsInMs }: Standing) => ({
  'ratelimit-policy': `"default";q=${limit};w=${toSeconds(windowMs)}`,
  ratelimit: `"default";r=${remaining};t=${toSeconds(resetsInMs)}`,
})

export const retryAfter = (waitMs: number) => ({ 'retry-after': String(Math.max(1, toSeconds(waitMs))) })

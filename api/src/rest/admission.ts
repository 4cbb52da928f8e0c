import type { FastifyRequest } from 'fastify'
import { hashKey } from '../auth/api-key.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Actor } from '../context.ts'
import { AppError, errors } from '../errors.ts'
import type { Charge, Headers } from '../limits/charge.ts'
import type { GuessLimiter } from '../limits/guess-limiter.ts'
import { retryAfter } from '../limits/rate-limit-headers.ts'
import type { ApiMetrics } from '../metrics/metrics.ts'

export interface AdmissionDeps {
  authenticate: Authenticate
  charge: Charge
  guessLimiter: GuessLimiter
  metrics: ApiMetrics
}

/** What of a request tells who asks. */
export type Asker = Pick<FastifyRequest, 'headers' | 'ip' | 'log'>

export type Admit = (request: Asker, reply: Headers) => Promise<Actor>

/** What a request passes before its body is read: its key, and the limits of address and key. */
export function createAdmission({ authenticate, charge, guessLimiter, metrics }: AdmissionDeps): Admit {
  async function identify(request: Asker): Promise<Actor> {
    const { authorization } = request.headers
    if (authorization === undefined) return authenticate(authorization, request.log)
    const keyHash = hashKey(authorization).toString('base64')
    const waitMs = guessLimiter.waitOf(request.ip, keyHash)
    if (waitMs !== null) {
      metrics.countRefusal('address')
      throw errors.rateLimited('Too many keys from this address were refused.', retryAfter(waitMs))
    }
    try {
      const actor = await authenticate(authorization, request.log)
      guessLimiter.noteSuccess(keyHash)
      return actor
    } catch (error) {
      if (error instanceof AppError && error.status === 401) {
        guessLimiter.noteFailure(request.ip)
        guessLimiter.noteRefusal(keyHash)
      }
      throw error
    }
  }

  return async (request, reply) => {
    const actor = await identify(request)
    await charge(actor, 1, reply)
    return actor
  }
}

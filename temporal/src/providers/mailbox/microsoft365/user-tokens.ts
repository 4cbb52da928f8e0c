import { z } from 'zod'
import { type OnCall, reportCall } from '../../call-report.ts'
import { isProviderError } from '../../errors.ts'
import { parseAnswer, sendHttp } from '../../http.ts'
import type { VendorConfig } from '../../vendor-config.ts'
import { loginError } from './login-errors.ts'
import { type AccessToken, createTokenCache, type TokenSource } from './tokens.ts'

/** Keeps the partner user's refresh token, sealed, between processes. */
export interface RefreshTokens {
  load(): Promise<string | null>
  save(token: string): Promise<void>
}

interface UserTokenDeps {
  config: VendorConfig
  refreshTokens: RefreshTokens
  now: () => number
  onCall?: OnCall | undefined
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  /** The older endpoint sends numbers as strings. */
  expires_in: z.coerce.number(),
  refresh_token: z.string().min(1).optional(),
})

/**
 * Tokens of the partner's user, by the refresh token of the secure application model.
 * The login gives a new refresh token with each answer: exchanges go one after the other so that the newest is kept.
 */
export function createUserTokens({ config, refreshTokens, now, onCall }: UserTokenDeps) {
  const cache = createTokenCache(now)
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = last.then(run, run)
    last = turn.catch(() => undefined)
    return turn
  }

  async function exchange(tenantId: string, scope: string): Promise<AccessToken> {
    const stored = await refreshTokens.load()
    try {
      return await exchangeWith(stored ?? config.PARTNER_REFRESH_TOKEN, tenantId, scope)
    } catch (error) {
      // After an expiry the operator consents anew and writes the new token into the settings.
      const isStale =
        stored !== null && stored !== config.PARTNER_REFRESH_TOKEN && isProviderError(error, 'needs_human')
      if (!isStale) throw error
      return exchangeWith(config.PARTNER_REFRESH_TOKEN, tenantId, scope)
    }
  }

  async function exchangeWith(refreshToken: string, tenantId: string, scope: string): Promise<AccessToken> {
    const acquiredAt = now()
    const answer = await requestToken(config, { refreshToken, tenantId, scope, onCall })
    if (answer.refresh_token && answer.refresh_token !== refreshToken) await refreshTokens.save(answer.refresh_token)
    return { value: answer.access_token, acquiredAt, expiresAt: acquiredAt + answer.expires_in * 1000 }
  }

  return {
    source(tenantId: string, scope: string): TokenSource {
      const key = `${tenantId} ${scope}`
      return {
        get: () => cache.get(key, () => inTurn(() => exchange(tenantId, scope))),
        drop: (token) => cache.drop(key, token),
      }
    },
    /** After a change of consent a kept token still says what was true before. */
    forget: (tenantId: string, scope: string) => void cache.clear(`${tenantId} ${scope}`),
  }
}

interface TokenQuestion {
  refreshToken: string
  tenantId: string
  scope: string
  onCall: OnCall | undefined
}

function requestToken(config: VendorConfig, { refreshToken, tenantId, scope, onCall }: TokenQuestion) {
  const operation = 'refreshToken'
  const form = new URLSearchParams({
    client_id: config.PARTNER_CLIENT_ID,
    client_secret: config.PARTNER_CLIENT_SECRET,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    scope,
  })
  return reportCall(onCall, 'login', operation, async () => {
    const { status, text, headers } = await sendHttp({
      provider: 'login',
      operation,
      url: `${config.MICROSOFT_LOGIN_URL.replace(/\/$/, '')}/${tenantId}/oauth2/v2.0/token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    })
    if (status !== 200) throw loginError(operation, { status, text, retryAfter: headers.get('retry-after') })
    return parseAnswer(TokenAnswer, text, { provider: 'login', operation })
  })
}

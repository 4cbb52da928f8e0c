import { AuthenticationError, ClientSecretCredential } from '@azure/identity'
import { type OnCall, reportCall } from '../../call-report.ts'
import { ProviderError } from '../../errors.ts'
import { noAnswer, TIMEOUT_MS } from '../../http.ts'
import type { VendorConfig } from '../../vendor-config.ts'
import { loginError } from './login-errors.ts'
import { type AccessToken, createTokenCache, type TokenSource } from './tokens.ts'

/** Instance discovery asks Microsoft which hosts are its own, so it can only confirm these. */
const microsoftLoginHosts = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
  'login.windows.net',
]

interface AppTokenDeps {
  config: VendorConfig
  now: () => number
  onCall?: OnCall | undefined
}

/** Tokens of our application itself, one for each tenant and resource. */
export function createAppTokens({ config, now, onCall }: AppTokenDeps) {
  const cache = createTokenCache(now)
  return {
    source(tenantId: string, scope: string): TokenSource {
      const key = `${tenantId} ${scope}`
      return {
        get: () => cache.get(key, () => acquire(config, { tenantId, scope, now, onCall })),
        drop: (token) => cache.drop(key, token),
      }
    },
    /** After a change of roles a kept token still says what was true before. */
    forget: (tenantId: string, scope: string) => void cache.clear(`${tenantId} ${scope}`),
  }
}

interface Question {
  tenantId: string
  scope: string
  now: () => number
  onCall: OnCall | undefined
}

/** A new credential each time: one that is kept answers from a cache of its own, which cannot be dropped. */
function acquire(config: VendorConfig, { tenantId, scope, now, onCall }: Question): Promise<AccessToken> {
  const acquiredAt = now()
  return reportCall(onCall, 'login', 'clientCredentials', async () => {
    try {
      const credential = createCredential(config, tenantId)
      const token = await credential.getToken(scope, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) })
      return { value: token.token, acquiredAt, expiresAt: token.expiresOnTimestamp }
    } catch (error) {
      throw toProviderError(error)
    }
  })
}

function createCredential(config: VendorConfig, tenantId: string): ClientSecretCredential {
  const host = new URL(config.MICROSOFT_LOGIN_URL).hostname
  return new ClientSecretCredential(tenantId, config.PARTNER_CLIENT_ID, config.PARTNER_CLIENT_SECRET, {
    authorityHost: config.MICROSOFT_LOGIN_URL,
    disableInstanceDiscovery: !microsoftLoginHosts.includes(host),
    retryOptions: { maxRetries: 0 },
  })
}

function toProviderError(error: unknown): ProviderError {
  const operation = 'clientCredentials'
  const text = error instanceof Error ? error.message : ''
  if (error instanceof AuthenticationError) {
    const { error: name, errorDescription } = error.errorResponse
    const answer = JSON.stringify({ error: name, error_description: errorDescription ?? '' })
    return loginError(operation, { status: error.statusCode, text: answer })
  }
  const code = text.match(/AADSTS\d+/)
  if (code)
    return loginError(operation, { status: 400, text: JSON.stringify({ error: 'login', error_description: text }) })
  if (/endpoints_resolution_error|openid_config_error|ClientAuthError/.test(`${error} ${text}`)) {
    return new ProviderError({
      provider: 'login',
      kind: 'transient',
      code: 'discovery',
      message: `${operation}: no discovery`,
    })
  }
  return noAnswer('login', operation, error)
}

import { isProviderError, type ProviderError } from '../../errors.ts'

/** Resources for which tokens are asked; they stay the same behind another host. */
export const scopes = {
  partnerCenter: 'https://api.partnercenter.microsoft.com/.default',
  graph: 'https://graph.microsoft.com/.default',
  exchange: 'https://outlook.office365.com/.default',
} as const

export interface AccessToken {
  value: string
  acquiredAt: number
  expiresAt: number
}

export interface TokenSource {
  get(): Promise<AccessToken>
  /** Forgets this token, so that the next one carries the roles and consents given since. */
  drop(token: AccessToken): Promise<void>
}

/** A token is renewed this long before its end, so that none ends on its way. */
const MARGIN_MS = 5 * 60_000

/** Keeps tokens by key and asks for each only once at a time. */
export function createTokenCache(now: () => number) {
  const kept = new Map<string, Promise<AccessToken>>()
  const isUsable = (token: AccessToken) => now() < token.expiresAt - MARGIN_MS || now() - token.acquiredAt < 1000

  async function get(key: string, acquire: () => Promise<AccessToken>): Promise<AccessToken> {
    const known = kept.get(key)
    const token = known && (await known)
    if (token && isUsable(token)) return token
    const current = kept.get(key)
    if (current && current !== known) return current
    const asked = acquire()
    kept.set(key, asked)
    asked.catch(() => kept.get(key) === asked && kept.delete(key))
    return asked
  }

  async function drop(key: string, token: AccessToken): Promise<void> {
    const known = kept.get(key)
    if (known && (await known) === token) kept.delete(key)
  }
  return { get, drop, clear: (key: string) => kept.delete(key) }
}

/**
 * Runs `call` with a token. Roles are frozen into a token when it is issued, so a refused token that
 * is older than this call is replaced once; a new one that is refused says the truth.
 */
export async function withToken<T>(source: TokenSource, now: () => number, call: (token: AccessToken) => Promise<T>) {
  const startedAt = now()
  const token = await source.get()
  try {
    return await call(token)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await source.drop(token)
    if (token.acquiredAt >= startedAt) throw error
    return call(await source.get())
  }
}

function isRefusal(error: unknown): error is ProviderError {
  return isProviderError(error, 'unauthorized')
}

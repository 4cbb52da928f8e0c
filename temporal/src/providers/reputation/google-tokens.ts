import { createSign } from 'node:crypto'
import { z } from 'zod'
import { ProviderError } from '../errors.ts'
import { kindOfStatus, parseAnswer, sendHttp } from '../http.ts'

/** The parts of a service account's key file that are needed. */
export const ServiceAccount = z.object({
  client_email: z.email(),
  private_key: z.string().startsWith('-----BEGIN'),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
})
export type ServiceAccount = z.output<typeof ServiceAccount>

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number() })
const LIFETIME_SECONDS = 3_600
const RENEW_BEFORE_MS = 60_000

/** Tokens for a service account (https://developers.google.com/identity/protocols/oauth2/service-account). */
export function createGoogleTokens(account: ServiceAccount, scope: string, now: () => number) {
  let held: { value: string; endsAt: number } | null = null

  function assertion(): string {
    const iat = Math.floor(now() / 1_000)
    const claims = { iss: account.client_email, scope, aud: account.token_uri, iat, exp: iat + LIFETIME_SECONDS }
    const text = [{ alg: 'RS256', typ: 'JWT' }, claims].map(encoded).join('.')
    return `${text}.${createSign('RSA-SHA256').update(text).sign(account.private_key, 'base64url')}`
  }

  return async function getToken(): Promise<string> {
    if (held && held.endsAt - RENEW_BEFORE_MS > now()) return held.value
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion() }
    const call = { provider: 'google', operation: 'getToken' }
    const reply = await sendHttp({
      ...call,
      url: account.token_uri,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(grant).toString(),
    })
    if (reply.status !== 200)
      throw new ProviderError({
        ...call,
        kind: kindOfStatus(reply.status),
        message: `getToken: answered ${reply.status}`,
      })
    const { access_token: value, expires_in: seconds } = parseAnswer(Token, reply.text, call)
    held = { value, endsAt: now() + seconds * 1_000 }
    return value
  }
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

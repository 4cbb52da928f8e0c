import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { World } from '../../world/world.ts'

/** What a token says is frozen when it is issued: a permission granted later needs a new token. */
const Claims = z.object({
  aud: z.string(),
  tid: z.string(),
  appid: z.string(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string(),
  idtyp: z.enum(['app', 'user']),
  /** Application permissions. */
  roles: z.array(z.string()),
  /** Delegated permissions, separated by spaces. */
  scp: z.string().optional(),
  /** Directory roles, by template id. */
  wids: z.array(z.string()),
  /** Whether the partner's relationship with the tenant had spread when this was issued. */
  partner: z.boolean(),
})
export type Claims = z.output<typeof Claims>

const Refresh = z.object({ refresh: z.literal(true), iat: z.number(), jti: z.string() })

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signingKey(world: World): string {
  const keys = world.store.collection<{ secret: string }>('login_keys')
  const known = keys.get('current')
  if (known) return known.secret
  const secret = randomBytes(32).toString('base64url')
  keys.set('current', { secret })
  return secret
}

const signature = (world: World, text: string) => createHmac('sha256', signingKey(world)).update(text).digest()

function seal(world: World, payload: unknown): string {
  const text = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(payload)}`
  return `${text}.${signature(world, text).toString('base64url')}`
}

function unseal(world: World, token: string): unknown {
  const [header, payload, mark] = token.split('.')
  if (!header || !payload || !mark) return null
  const given = Buffer.from(mark, 'base64url')
  const wanted = signature(world, `${header}.${payload}`)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

export const lifetimeSeconds = 3599
const refreshLifetimeSeconds = 90 * 86_400
const seconds = (world: World) => Math.floor(world.now() / 1000)

export function issueToken(world: World, claims: Omit<Claims, 'iat' | 'exp' | 'jti'>): string {
  const iat = seconds(world)
  return seal(world, { ...claims, iat, exp: iat + lifetimeSeconds, jti: randomBytes(12).toString('hex') })
}

/** The claims of a bearer token, or null for one that is forged, foreign or expired. */
export function readToken(world: World, authorization: string | undefined): Claims | null {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  const claims = Claims.safeParse(token === undefined ? null : unseal(world, token))
  return claims.success && claims.data.exp > seconds(world) ? claims.data : null
}

export const issueRefreshToken = (world: World): string =>
  seal(world, { refresh: true, iat: seconds(world), jti: randomBytes(24).toString('hex') })

/** A refresh token is not ended by its use: it lives for 90 days from its issue (learn.microsoft.com/entra refresh-tokens). */
export function refreshTokenState(world: World, token: string): 'valid' | 'expired' | 'unknown' {
  const parsed = Refresh.safeParse(unseal(world, token))
  if (!parsed.success) return 'unknown'
  return parsed.data.iat + refreshLifetimeSeconds > seconds(world) ? 'valid' : 'expired'
}

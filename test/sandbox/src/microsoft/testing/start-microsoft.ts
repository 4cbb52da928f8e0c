import Fastify, { type InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { z } from 'zod'
import { createWorld } from '../../world/create-world.ts'
import { sandboxCredentials } from '../../world/credentials.ts'
import type { Delays } from '../../world/delays.ts'
import { microsoftVendors } from '../vendors.ts'

const { partner } = sandboxCredentials
export interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
  body: unknown
}

/** Microsoft without a listener, in a world in memory whose time the test moves. */
export async function startMicrosoft(t: Test) {
  const clock = { now: Date.UTC(2026, 5, 1) }
  const parts = createWorld({ dataDir: null, delays: { preset: 'zero' }, now: () => clock.now })
  parts.world.vendorsUrl = 'https://localhost:1'
  const app = Fastify({ routerOptions: { caseSensitive: false } })
  for (const vendor of microsoftVendors) await app.register(async (scope) => vendor.routes(scope, parts.world))
  t.teardown(async () => {
    await app.close()
    parts.close()
  })

  async function call(method: InjectOptions['method'], url: string, options: CallOptions = {}): Promise<Answer> {
    const headers = { ...(options.token ? { authorization: `Bearer ${options.token}` } : {}), ...options.headers }
    const payload = options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
    const type = payload === undefined || options.text !== undefined ? {} : { 'content-type': 'application/json' }
    const reply = await app.inject({ method, url, headers: { ...type, ...headers }, payload })
    const text = reply.payload
    return { status: reply.statusCode, headers: reply.headers, text, body: parse(text) }
  }

  const login = (tenant: string, form: Record<string, string>, path = 'oauth2/v2.0/token') =>
    call('POST', `/${tenant}/${path}`, {
      text: new URLSearchParams({
        client_id: partner.clientId,
        client_secret: partner.clientSecret,
        ...form,
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  async function token(tenant: string, audience: string, isUser = false): Promise<string> {
    const grant: Record<string, string> = isUser
      ? { grant_type: 'refresh_token', refresh_token: partner.refreshToken }
      : { grant_type: 'client_credentials' }
    const answer = await login(tenant, { ...grant, scope: `${audience}/.default` })
    return textAt(answer.body, 'access_token')
  }
  return {
    ...parts,
    call,
    login,
    token,
    advance: (milliseconds: number) => {
      clock.now += milliseconds
    },
    setDelays: (delays: Delays) => parts.delays.change(delays),
  }
}
export type Microsoft = Awaited<ReturnType<typeof startMicrosoft>>

interface CallOptions {
  token?: string
  body?: unknown
  text?: string
  headers?: Record<string, string>
}

function parse(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  return /^[[{]/.test(plain) ? JSON.parse(plain) : null
}

/** `value.0.id` of a JSON value. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => {
    return typeof inner === 'object' && inner !== null
      ? Object.entries(inner).find(([key]) => key === name)?.[1]
      : undefined
  }, value)
export const textAt = (value: unknown, path: string) => z.string().parse(at(value, path))
export const listAt = (value: unknown, path: string) => z.array(z.unknown()).parse(at(value, path))

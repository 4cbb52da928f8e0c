import nock from 'nock'
import { z } from 'zod'
import type { VendorCall } from '../../call-report.ts'
import { vendorConfigFixture } from '../../vendor-config-fixture.ts'
import { createMicrosoft365 } from './microsoft365.ts'

export const tenantId = '11111111-1111-4111-8111-111111111111'
export const config = vendorConfigFixture()
export const login = 'https://login.vendors.example'
export const partnerCenter = 'https://partner.vendors.example'
export const graph = 'https://graph.vendors.example'
export const exchange = 'https://exchange.vendors.example'

/** The provider against recorded answers, with what it did on the way. */
export function createFixture() {
  const calls: VendorCall[] = []
  const saved: string[] = []
  const waits: number[] = []
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') }
  const mailbox = createMicrosoft365(config, {
    refreshTokens: { load: async () => saved.at(-1) ?? null, save: async (token) => void saved.push(token) },
    onCall: (call) => calls.push(call),
    now: () => clock.now,
    wait: async (delayMs) => void waits.push(delayMs),
  })
  const graphCalls = () => calls.filter(({ provider }) => provider === 'graph').length
  return { mailbox, calls, saved, waits, clock, graphCalls }
}

/** The login gives out `app-1`, `app-2`, … and `user-1`, `user-2`, …, each with a new refresh token. */
export function answerLogins() {
  const counts = { app: 0, user: 0 }
  const tokenPath = /^\/[^/]+\/oauth2\/v2\.0\/token/
  nock(login)
    .persist()
    .get(/\/v2\.0\/\.well-known\/openid-configuration/)
    .reply(200, (request: Request) => discovery(new URL(request.url).pathname.split('/')[1] ?? ''))
    .post(tokenPath, /grant_type=client_credentials/)
    .reply(200, () => ({ token_type: 'Bearer', expires_in: 3599, access_token: `app-${++counts.app}` }))
    .post(tokenPath, /grant_type=refresh_token/)
    .reply(200, () => {
      counts.user += 1
      const answer = { token_type: 'Bearer', expires_in: '3599', access_token: `user-${counts.user}` }
      return { ...answer, refresh_token: `refresh-${counts.user}` }
    })
  return counts
}

function discovery(tenant: string) {
  return {
    issuer: `${login}/${tenant}/v2.0`,
    authorization_endpoint: `${login}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${login}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${login}/${tenant}/discovery/v2.0/keys`,
  }
}

export type Step = z.output<typeof Batch>['requests'][number]

/** Answers each `$batch` step by step, in reverse order, as Graph keeps none. */
export function answerBatches(
  answer: (step: Step) => { status: number; body?: unknown; headers?: Record<string, string> },
) {
  const sizes: number[] = []
  nock(graph)
    .persist()
    .post('/v1.0/$batch')
    .reply(200, async (request: Request) => {
      const steps = await stepsOf(request)
      sizes.push(steps.length)
      return { responses: steps.map((step) => ({ id: step.id, ...answer(step) })).reverse() }
    })
  return sizes
}

const Batch = z.object({
  requests: z.array(z.object({ id: z.string(), method: z.string(), url: z.string(), body: z.unknown().optional() })),
})

export async function stepsOf(request: Request): Promise<Step[]> {
  return Batch.parse(await request.json()).requests
}

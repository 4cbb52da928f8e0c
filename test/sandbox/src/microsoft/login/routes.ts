import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { onSeededWorld } from '../seed.ts'
import { findTenant } from '../state/tenants.ts'
import { LoginError, loginErrorBody, loginErrors } from './errors.ts'
import { grantToken, type TokenAnswer } from './grants.ts'

const Params = z.object({ tenant: z.string() })

export function loginRoutes(app: FastifyInstance, world: World) {
  app.addHook('onRequest', onSeededWorld(world))
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  )
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof LoginError)) return reply.send(error)
    return reply.code(error.status).header('cache-control', 'no-store').send(loginErrorBody(error, world.now()))
  })
  const grant = (params: unknown, body: unknown): TokenAnswer => {
    const form = body instanceof URLSearchParams ? body : new URLSearchParams()
    return grantToken(world, Params.parse(params).tenant, form)
  }
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (request) => discovery(world, Params.parse(request.params)))
  app.post('/:tenant/oauth2/v2.0/token', (request) => grant(request.params, request.body))
  app.post('/:tenant/oauth2/token', (request) => v1Answer(grant(request.params, request.body), world.now()))
}

function discovery(world: World, { tenant }: { tenant: string }) {
  const known = findTenant(world, tenant)
  if (!known) throw loginErrors.unknownTenant(tenant)
  const base = `${world.vendorsUrl}/${known.id}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: known.country,
    cloud_instance_name: 'microsoftonline.com',
    msgraph_host: 'graph.microsoft.com',
  }
}

/** The v1 endpoint writes its numbers as strings. */
function v1Answer(answer: TokenAnswer, nowMs: number) {
  const now = Math.floor(nowMs / 1000)
  return {
    ...answer,
    expires_in: String(answer.expires_in),
    ext_expires_in: String(answer.ext_expires_in),
    expires_on: String(now + answer.expires_in),
    not_before: String(now),
  }
}

import type { FastifyRequest } from 'fastify'
import { sandboxCredentials } from '../../world/credentials.ts'
import type { World } from '../../world/world.ts'
import { audiences } from '../state/names.ts'
import { type Claims, readToken } from '../state/tokens.ts'
import { partnerErrors } from './errors.ts'

export function authenticate(world: World, request: FastifyRequest): Claims {
  const claims = readToken(world, request.headers.authorization)
  if (!claims) throw partnerErrors.unauthorized()
  if (claims.aud === audiences.azureAdGraph) throw partnerErrors.retiredAudience()
  const isPartner = claims.aud === audiences.partnerCenter && claims.tid === sandboxCredentials.partner.tenantId
  if (!isPartner) throw partnerErrors.unauthorized()
  return claims
}

/** Some routes want a person behind the application. */
export function requireUser(world: World, request: FastifyRequest) {
  if (authenticate(world, request).idtyp !== 'user') throw partnerErrors.appOnly()
}

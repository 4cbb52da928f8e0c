import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../../world/world.ts'
import { onSeededWorld } from '../seed.ts'
import { addressRoutes } from './address-validation.ts'
import { agreementRoutes } from './agreements.ts'
import { cartRoutes } from './carts.ts'
import { catalogRoutes } from './catalog.ts'
import { consentRoutes } from './consents.ts'
import { customerRoutes } from './customers.ts'
import { PartnerError, partnerErrors } from './errors.ts'
import { orderRoutes } from './orders.ts'
import { relationshipRoutes } from './relationships.ts'
import { subscriptionRoutes } from './subscriptions.ts'

const parts = [
  addressRoutes,
  agreementRoutes,
  cartRoutes,
  catalogRoutes,
  consentRoutes,
  customerRoutes,
  orderRoutes,
  relationshipRoutes,
  subscriptionRoutes,
]

export async function partnerCenterRoutes(app: FastifyInstance, world: World) {
  app.addHook('onRequest', onSeededWorld(world))
  app.addHook('onRequest', echoHeaders)
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    parseJson(String(body), done),
  )
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof PartnerError)) return reply.send(error)
    return reply.code(error.status).send(error.body)
  })
  await app.register(
    (v1) => {
      for (const part of parts) part(v1, world)
      return Promise.resolve()
    },
    { prefix: '/v1' },
  )
}

/** `checkout` is posted with a JSON content type and no body at all. */
function parseJson(body: string, done: (error: Error | null, value?: unknown) => void) {
  if (body.trim() === '') return done(null, undefined)
  try {
    done(null, JSON.parse(body))
  } catch {
    done(partnerErrors.invalid('The body is not valid JSON.'))
  }
}

function echoHeaders(request: FastifyRequest, reply: FastifyReply, done: () => void) {
  reply.header('MS-RequestId', request.headers['ms-requestid'] ?? randomUUID())
  reply.header('MS-CorrelationId', request.headers['ms-correlationid'] ?? randomUUID())
  reply.header('MS-CV', `${randomBytes(12).toString('base64')}.0`)
  reply.header('MS-ServerId', '101')
  if (request.headers.validatemfa === 'true') reply.header('isMfaCompliant', 'true')
  done()
}

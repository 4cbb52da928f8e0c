import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../../world/world.ts'
import { onSeededWorld } from '../seed.ts'
import { appRoleAssignmentRoutes } from './app-role-assignments.ts'
import { parseBatch, runBatch } from './batch.ts'
import type { GraphReply } from './call.ts'
import { deletedItemRoutes } from './deleted-items.ts'
import { directoryRoleRoutes } from './directory-roles.ts'
import { createDispatch, identify } from './dispatch.ts'
import { domainRoutes } from './domains.ts'
import { GraphError, graphErrorBody, graphErrors } from './errors.ts'
import { licenceRoutes } from './licences.ts'
import { mailFolderRoutes } from './mail-folders.ts'
import { messageRoutes } from './messages.ts'
import { organizationRoutes } from './organization.ts'
import { sendMailRoutes } from './send-mail.ts'
import { servicePrincipalRoutes } from './service-principals.ts'
import { createThrottle } from './throttle.ts'
import { userRoutes } from './users.ts'

const routes = [
  ...appRoleAssignmentRoutes,
  ...deletedItemRoutes,
  ...directoryRoleRoutes,
  ...domainRoutes,
  ...licenceRoutes,
  ...mailFolderRoutes,
  ...messageRoutes,
  ...organizationRoutes,
  ...sendMailRoutes,
  ...servicePrincipalRoutes,
  ...userRoutes,
]

export function graphRoutes(app: FastifyInstance, world: World) {
  const dispatch = createDispatch(world, routes, createThrottle(world))
  app.addHook('onRequest', onSeededWorld(world))
  acceptBodies(app)
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof GraphError)) return reply.send(error)
    const clientRequestId = headersOf(request)['client-request-id']
    const ids = { requestId: request.id, clientRequestId }
    return reply
      .code(error.status)
      .header('request-id', request.id)
      .send(graphErrorBody(error, ids, world.now()))
  })
  app.post('/v1.0/$batch', async (request, reply) => {
    const { authorization } = request.headers
    identify(world, authorization)
    const responses = await runBatch(parseBatch(request.body), authorization, dispatch)
    return reply.code(200).send({ responses })
  })
  app.route({
    method: ['GET', 'POST', 'PATCH', 'DELETE'],
    url: '/v1.0/*',
    handler: async (request, reply) => {
      const url = request.url.replace(/^\/v1\.0/i, '')
      const { method, body } = request
      return send(reply, await dispatch({ method, url, headers: headersOf(request), body }))
    },
  })
}

/** Empty JSON bodies pass, as `verify` is posted without one. */
function acceptBodies(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (String(body).trim() === '') return done(null, undefined)
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      done(
        graphErrors.malformed(
          'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
        ),
      )
    }
  })
}

const headersOf = (request: FastifyRequest): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )

function send(reply: FastifyReply, { status, headers, body }: GraphReply) {
  reply.code(status).headers(headers ?? {})
  if (body === undefined) return reply.send()
  if (typeof body === 'string') return reply.type(headers?.['content-type'] ?? 'text/plain').send(body)
  return reply
    .type('application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8')
    .send(JSON.stringify(body))
}

import type { IncomingMessage } from 'node:http'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import mercurius from 'mercurius'
import type { ActFor } from '../auth/act-for.ts'
import type { Actor } from '../context.ts'
import { errors } from '../errors.ts'
import { parseIdempotencyKey } from '../idempotency.ts'
import type { Charge } from '../limits/charge.ts'
import type { Operation } from '../operation.ts'
import type { Admit } from '../rest/admission.ts'
import { acceptJsonOnly } from '../rest/json-body.ts'
import type { Limits } from '../rest/limits.ts'
import type { Route } from '../rest/not-found.ts'
import { type Asked, readAsked, readUrl } from './asked.ts'
import type { GraphqlContext } from './context.ts'
import { createDocuments } from './document.ts'
import { type Execution, execute } from './execute.ts'
import { createPersistedQueries } from './persisted-queries.ts'
import { relations } from './relations.ts'
import { createRequestContext, type RequestDeps } from './request-context.ts'
import { createSchema } from './schema.ts'
import { createSubscriptions } from './subscriptions.ts'
import { knownError, wordErrors } from './words.ts'

export interface GraphqlOptions extends RequestDeps {
  operations: Operation[]
  admit: Admit
  actFor: ActFor
  charge: Charge
  /** After how many times a query is compiled; 0 for never. */
  compileAfter: number
  limits: Pick<Limits, 'heartbeatMs'>
}

/** Of a message of a subscription. */
const LONGEST_MESSAGE = 128 * 1024

/** Compiled queries are large, and anybody with a key can think up new ones. */
const KNOWN_QUERIES = 256

export const graphqlRoutes: Route[] = ['POST', 'GET'].map((method) => ({ method, path: '/graphql', hasHead: false }))

/** Other upgrades, such as to HTTP/2 which some clients offer everywhere, are passed over. */
export const isWebSocket = ({ url, headers }: IncomingMessage) =>
  headers.upgrade?.toLowerCase() === 'websocket' && url?.split('?')[0] === '/graphql'

/**
 * The GraphQL door. mercurius checks, compiles and runs queries; how they come and how they are answered is here, by the
 * GraphQL-over-HTTP specification (docs/adr/0011).
 */
export async function graphqlDoor(app: FastifyInstance, options: GraphqlOptions) {
  const { admit, actFor, compileAfter } = options
  const schema = createSchema(options.operations, relations)
  await app.register(mercurius, {
    schema,
    routes: false,
    jit: compileAfter,
    cache: KNOWN_QUERIES,
    errorFormatter: ({ data, errors }) => ({ statusCode: 200, response: { data, errors } }),
  })
  const deps = {
    schema,
    documents: createDocuments(),
    persistedQueries: createPersistedQueries(),
    charge: options.charge,
    run: (source: string, context: GraphqlContext, variables: Asked['variables'], name: string | undefined) =>
      app.graphql(source, { ...context }, variables, name),
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, asked: Asked) {
    const actor = actorOf(request)
    const context = contextOf(request, reply, actor)
    const execution = await execute(deps, { asked, method: request.method, actor, reply, context })
    return send(request, reply, execution)
  }

  function contextOf(request: FastifyRequest, reply: FastifyReply, actor: Actor): GraphqlContext {
    const gone = new AbortController()
    reply.raw.once('close', () => reply.raw.writableFinished || gone.abort())
    const { traceparent } = request.headers
    return createRequestContext(options, {
      context: {
        actor,
        requestId: request.id,
        idempotencyKey: parseIdempotencyKey(request.headers['idempotency-key']),
        signal: gone.signal,
        log: request.log,
      },
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      onReplay: () => void reply.header('idempotent-replayed', 'true'),
    })
  }

  await app.register(websocket, { options: { maxPayload: LONGEST_MESSAGE } })
  acceptJsonOnly(app)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, error))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    // A WebSocket may tell who asks in its first message.
    if (request.ws) return
    const actor = await admit(request, reply)
    request.actor = await actFor(actor, request.headers['coldframe-account'])
  })
  const config = { operation: 'graphql' }
  app.post('/graphql', { config }, (request, reply) => answer(request, reply, readAsked(request.body)))
  app.route({
    method: 'GET',
    url: '/graphql',
    config,
    exposeHeadRoute: false,
    handler: (request, reply) => answer(request, reply, readUrl(request)),
    wsHandler: createSubscriptions({ ...options, ...deps, heartbeatMs: options.limits.heartbeatMs }),
  })
}

function actorOf({ actor }: FastifyRequest): Actor {
  if (!actor) throw errors.apiKeyMissing()
  return actor
}

const RESPONSE_TYPE = 'application/graphql-response+json'
const isWanted = ({ headers }: FastifyRequest, type: string) => headers.accept?.includes(type) === true

/** Clients of the older form see by the body alone that nothing was run. */
const statusOf = (request: FastifyRequest, { data }: Execution) =>
  data !== undefined || !isWanted(request, RESPONSE_TYPE) ? 200 : 400

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  execution: Execution,
  status = statusOf(request, execution),
) {
  const { data, errors: failed, extensions } = execution
  return reply
    .code(status)
    .type(`${isWanted(request, RESPONSE_TYPE) ? RESPONSE_TYPE : 'application/json'}; charset=utf-8`)
    .send(
      JSON.stringify({
        ...(data !== undefined && { data }),
        ...(failed && { errors: wordErrors(failed, { requestId: request.id, log: request.log }) }),
        extensions,
      }),
    )
}

/** Codes that say of a well-formed request that it cannot be run. */
const ofQuery = ['query_invalid', 'query_too_complex', 'persisted_query_not_found']

/** What keeps a request from being run at all. */
function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const { code, status, details } = knownError(error)
  reply.headers({ 'x-request-id': request.id, ...details.headers })
  return send(request, reply, { errors: [error] }, ofQuery.includes(code) ? undefined : status)
}

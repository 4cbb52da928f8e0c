import { randomUUID } from 'node:crypto'
import { type Db, EVENT_CHANNEL, OPERATION_CHANNEL, type Vault } from '@coldframe/db'
import { type AddressGuard, type DnsLookup, noTracing, type Tracing } from '@coldframe/temporal'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { createActFor } from './auth/act-for.ts'
import { createAuthenticator } from './auth/authenticate.ts'
import type { Actor } from './context.ts'
import { graphiql, graphiqlRoutes } from './graphql/graphiql/graphiql.ts'
import { graphqlDoor, graphqlRoutes, isWebSocket } from './graphql/graphql.ts'
import { createCharge } from './limits/charge.ts'
import { createGuessLimiter } from './limits/guess-limiter.ts'
import { refuseUnderPressure } from './limits/pressure.ts'
import { createRateLimiter } from './limits/rate-limiter.ts'
import { createListener } from './listener.ts'
import { type ApiMetrics, createApiMetrics } from './metrics/metrics.ts'
import { operations } from './operations.ts'
import { createAdmission } from './rest/admission.ts'
import { answerBrokenRequest } from './rest/broken-request.ts'
import { sendError } from './rest/error-handler.ts'
import { BODY_LIMIT, defaultLimits, HEADER_LIMIT, type Limits } from './rest/limits.ts'
import { createNotFound } from './rest/not-found.ts'
import { pages, publicRoutes } from './rest/pages.ts'
import { restDoor, routesOf } from './rest/rest.ts'
import { createServices } from './services.ts'
import { createUnitOfWork } from './unit-of-work.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
}

export interface AppDeps {
  db: Db
  vault: Vault
  /** DNS as each mode sees it; null for a mode whose vendors are not set up. */
  lookups: { test: DnsLookup | null; live: DnsLookup | null }
  /** Says where webhooks may go. */
  guard: Pick<AddressGuard, 'check'>
  logger: FastifyBaseLogger
  tracing?: Tracing
  metrics?: ApiMetrics
  limits?: Partial<Limits>
  /** After how many times a GraphQL query is compiled; 0 for never. */
  compileAfter?: number
  /** Addresses of proxies whose word on the caller's address is believed. */
  trustedProxies?: string[]
  clock?: () => Date
}

/** Builds the API; whoever calls it listens, and closes the database after it. */
export async function buildApp({
  db,
  vault,
  lookups,
  guard,
  logger,
  tracing = noTracing,
  metrics = createApiMetrics({ db }),
  limits: own = {},
  compileAfter = 1,
  trustedProxies = [],
  clock = () => new Date(),
}: AppDeps): Promise<FastifyInstance> {
  const limits = { ...defaultLimits, ...own }
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    // runOperation writes one line for each call, with its name.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.stalledTimeoutMs,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.headersTimeoutMs / 3,
      maxHeaderSize: HEADER_LIMIT,
      shouldUpgradeCallback: isWebSocket,
    },
    // An id of any length is one that nothing has; the router would not know the route of a long one.
    routerOptions: { maxParamLength: HEADER_LIMIT },
    trustProxy: trustedProxies.length > 0 && trustedProxies,
    // Requests that come on open connections while it stops are still served, not answered with a form of its own.
    return503OnClosing: false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    frameworkErrors: sendError,
    clientErrorHandler: answerBrokenRequest,
  })
  app.decorateRequest('actor', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' })
  })
  const notFound = createNotFound([...routesOf(operations), ...graphqlRoutes, ...graphiqlRoutes, ...publicRoutes])
  // At once: Fastify would look at the body first, and find fault with that.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw notFound(request)
  })
  app.addHook('onResponse', async ({ routeOptions }, { statusCode, elapsedTime }) =>
    metrics.observeRequest(routeOptions.config.operation ?? null, statusCode, elapsedTime),
  )
  app.setErrorHandler(sendError)
  await refuseUnderPressure(app, limits.pressure)

  const listener = createListener({ db, log: app.log, channels: [OPERATION_CHANNEL, EVENT_CHANNEL] })
  app.addHook('preClose', () => listener.stop())
  const lookupOf = (livemode: boolean) => (livemode ? lookups.live : lookups.test)
  const unitOfWork = createUnitOfWork({
    db,
    vault,
    createServices: (db) => createServices({ db, vault, listener, guard, lookupOf, clock }),
  })
  const charge = createCharge({ rateLimiter: createRateLimiter({ db, policy: limits.rate }), metrics })
  const authenticate = createAuthenticator({ db, clock })
  const admit = createAdmission({
    authenticate,
    charge,
    guessLimiter: createGuessLimiter({ policy: limits.guesses }),
    metrics,
  })

  await app.register(pages, { db })
  await app.register(graphiql)
  const door = { operations, unitOfWork, admit, actFor: createActFor({ db }), tracing, limits }
  await app.register(restDoor, { ...door, authenticate })
  await app.register(graphqlDoor, { ...door, db, charge, compileAfter })
  app.setNotFoundHandler((request, reply) => sendError(notFound(request), request, reply))
  return app
}

/** Our own where the caller's is not short and plain: it goes into logs. */
function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID()
}

import type { WebSocket } from '@fastify/websocket'
import type { FastifyRequest } from 'fastify'
import { type ExecutionArgs, GraphQLError, type GraphQLSchema, subscribe, validate } from 'graphql'
import { type Context, makeServer } from 'graphql-ws'
import { z } from 'zod'
import type { ActFor } from '../auth/act-for.ts'
import type { Actor } from '../context.ts'
import { errors } from '../errors.ts'
import type { Charge } from '../limits/charge.ts'
import type { Admit } from '../rest/admission.ts'
import { type Asked, readAsked } from './asked.ts'
import { costOf } from './cost.ts'
import type { Documents } from './document.ts'
import { priceOf, readOperation } from './execute.ts'
import type { createPersistedQueries } from './persisted-queries.ts'
import { createRequestContext, type RequestDeps } from './request-context.ts'
import { knownError, wordErrors } from './words.ts'

export interface SubscriptionDeps extends RequestDeps {
  schema: GraphQLSchema
  documents: Documents
  persistedQueries: ReturnType<typeof createPersistedQueries>
  admit: Admit
  actFor: ActFor
  charge: Charge
  /** Between signs of life; a client that gives none for as long is left. */
  heartbeatMs: number
}

/** A screen follows a handful of things. */
const MOST_SUBSCRIPTIONS = 100

const INIT_TIMEOUT_MS = 5_000

/** What a browser, which cannot send headers with a WebSocket, says in `connection_init` instead. */
const ConnectionParams = z.record(z.string(), z.unknown()).transform((all) => {
  const named = (name: string) => Object.entries(all).find(([key]) => key.toLowerCase() === name)?.[1]
  return { authorization: named('authorization'), account: named('coldframe-account') }
})

interface Connection {
  socket: WebSocket
  request: FastifyRequest
  actor: Actor | null
}
type Connected = Context<Record<string, unknown>, Connection>

/** Nothing is answered but by messages, which have no headers. */
const noHeaders = { headers: () => undefined }

/** Subscriptions over `graphql-transport-ws`. https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */
export function createSubscriptions(deps: SubscriptionDeps): (socket: WebSocket, request: FastifyRequest) => void {
  const speakerOf = ({ extra: { request } }: Connected) => ({ requestId: request.id, log: request.log })

  async function identify({ connectionParams, extra: { request } }: Connected): Promise<Actor> {
    const { authorization, account } = ConnectionParams.parse(connectionParams ?? {})
    const headers = { ...request.headers, ...(typeof authorization === 'string' && { authorization }) }
    const actor = await deps.admit({ headers, ip: request.ip, log: request.log }, noHeaders)
    return deps.actFor(actor, typeof account === 'string' ? account : request.headers['coldframe-account'])
  }

  async function prepare(
    { extra, subscriptions }: Connected,
    asked: Asked,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { actor, request } = extra
    if (!actor) throw errors.apiKeyMissing()
    if (Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS)
      throw errors.queryTooComplex(`A connection has at most ${MOST_SUBSCRIPTIONS} subscriptions.`)
    const { document, operation } = readOperation(deps, asked)
    if (operation.operation !== 'subscription')
      throw errors.queryInvalid('Over a WebSocket there are subscriptions only; send the rest to POST /graphql.')
    const misfits = validate(deps.schema, document)
    if (misfits.length > 0) return misfits
    const { requests } = priceOf(costOf(deps.schema, document, operation, asked.variables))
    await deps.charge(actor, requests, noHeaders)
    const { variables: variableValues, operationName } = asked
    return { schema: deps.schema, document, operationName, variableValues, contextValue: contextOf(request, actor) }
  }

  function contextOf(request: FastifyRequest, actor: Actor) {
    const gone = new AbortController()
    const context = createRequestContext(deps, {
      context: { actor, requestId: request.id, idempotencyKey: null, signal: gone.signal, log: request.log },
      traceparent: undefined,
      onReplay: () => undefined,
    })
    return {
      ...context,
      open: async (...question: Parameters<typeof context.open>) => leaving(await context.open(...question), gone),
    }
  }

  const server = makeServer<Record<string, unknown>, Connection>({
    schema: deps.schema,
    subscribe,
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    async onConnect(connection) {
      try {
        connection.extra.actor = await identify(connection)
        return true
      } catch (error) {
        const { code, status } = knownError(error)
        if (status >= 500) connection.extra.request.log.error({ err: error }, 'A connection failed')
        connection.extra.socket.close(4_000 + status, code)
        return false
      }
    },
    onSubscribe: (connection, _, payload) =>
      prepare(connection, readAsked(payload)).catch((error) => [asGraphqlError(error)]),
    onError: (connection, _, __, all) => wordErrors(all, speakerOf(connection)),
    onNext: (connection, _, __, ___, { errors: failed, ...result }) => ({
      ...result,
      ...(failed && { errors: wordErrors(failed, speakerOf(connection)) }),
    }),
  })

  return (socket, request) => {
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            take(String(data)).catch((error) => {
              request.log.error({ err: error }, 'A message of a connection failed')
              socket.close(4_500, 'internal_error')
            })
          }),
      },
      { socket, request, actor: null },
    )
    const stop = keepAlive(socket, deps.heartbeatMs)
    socket.once('close', (code, reason) => {
      stop()
      void closed(code, String(reason))
    })
  }
}

const asGraphqlError = (error: unknown) =>
  error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error instanceof Error ? error : null })

/** Done when the system has taken it: until then nothing more is asked of the source. */
const send = (socket: WebSocket, text: string) =>
  new Promise<void>((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve()
    socket.send(text, (error) => (error ? reject(error) : resolve()))
  })

function keepAlive(socket: WebSocket, heartbeatMs: number): () => void {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, heartbeatMs)
  return () => clearInterval(timer)
}

/** Wakes the source when nobody wants more of it: it would wait for its next message first. */
function leaving(messages: AsyncIterable<unknown>, gone: AbortController): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const source = messages[Symbol.asyncIterator]()
      return {
        next: () => source.next(),
        async return() {
          gone.abort()
          return (await source.return?.()) ?? { done: true, value: undefined }
        },
      }
    },
  }
}

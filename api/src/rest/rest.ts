import type { Span, Tracing } from '@coldframe/temporal'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ActFor } from '../auth/act-for.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Context } from '../context.ts'
import { AppError, errors } from '../errors.ts'
import { parseIdempotencyKey } from '../idempotency.ts'
import type { CallOperation, Operation } from '../operation.ts'
import { openStream, type RawInput, runOperation } from '../run-operation.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { Admit } from './admission.ts'
import { parseIfMatch, toEtag } from './etag.ts'
import { type StreamLimits, sendEvents } from './event-stream.ts'
import { acceptBodies } from './json-body.ts'
import { bodyLimitOf } from './limits.ts'
import type { Route } from './not-found.ts'
import { createQueryReader } from './query-numbers.ts'
import { traced } from './traced.ts'

export interface RestOptions {
  operations: Operation[]
  unitOfWork: UnitOfWork
  admit: Admit
  authenticate: Authenticate
  actFor: ActFor
  tracing: Tracing
  limits: StreamLimits
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which operation a route leads to, for metrics. */
    operation?: string
    /** Of the file that it takes in place of JSON. */
    mediaTypes?: readonly string[]
  }
}

/** The REST door: gathers what the request holds, runs the operation, and words the answer. */
export async function restDoor(app: FastifyInstance, options: RestOptions) {
  const { operations, admit, actFor, tracing } = options
  acceptBodies(
    app,
    operations.flatMap(({ upload }) => upload ?? []),
  )
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const actor = await admit(request, reply)
    request.actor = await actFor(actor, request.headers['coldframe-account'])
  })
  for (const operation of operations) {
    const readQuery = createQueryReader(operation)
    app.route({
      method: operation.rest.method,
      url: operation.rest.path.replace(/\{(\w+)\}/g, ':$1'),
      exposeHeadRoute: hasHead(operation),
      bodyLimit: bodyLimitOf(operation),
      config: { operation: operation.id, ...(operation.upload && { mediaTypes: operation.upload.mediaTypes }) },
      handler: (request, reply) =>
        traced(tracing, operation, request, reply, (span) =>
          answer(operation, request, reply, span, { ...options, readQuery }),
        ),
    })
  }
}

/** HEAD of a stream would never end. */
const hasHead = ({ kind, rest }: Operation) => kind === 'call' && rest.method === 'GET'

export const routesOf = (operations: Operation[]): Route[] =>
  operations.map((operation) => ({ ...operation.rest, hasHead: hasHead(operation) }))

function contextOf(request: FastifyRequest, { rest }: Operation, span: Span, signal: AbortSignal): Context {
  if (!request.actor) throw errors.apiKeyMissing()
  const ifVersions = rest.etag === 'checks' ? parseIfMatch(request.headers['if-match']) : null
  return {
    actor: request.actor,
    requestId: request.id,
    traceparent: span.traceparent,
    idempotencyKey: rest.method === 'POST' ? parseIdempotencyKey(request.headers['idempotency-key']) : null,
    ifVersions,
    lastEventId: headerOf(request, 'last-event-id'),
    signal,
    log: request.log,
  }
}

/** A key may be revoked while its stream is open. That nobody can tell at the moment ends none. */
const isStillKnown = (authenticate: Authenticate, { headers, log }: FastifyRequest) =>
  authenticate(headers.authorization, log).then(
    () => true,
    (error) => !(error instanceof AppError),
  )

const headerOf = ({ headers }: FastifyRequest, name: string) => {
  const value = headers[name]
  return value === undefined ? null : String(value)
}

async function answer(
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  span: Span,
  { unitOfWork, authenticate, limits, readQuery }: RestOptions & { readQuery: (given: unknown) => unknown },
) {
  const gone = new AbortController()
  // An answer that was sent to its end leaves nobody waiting, and to abort costs an error with its stack.
  reply.raw.once('close', () => reply.raw.writableFinished || gone.abort())
  const context = contextOf(request, operation, span, gone.signal)
  const raw: RawInput = { params: request.params, query: readQuery(request.query), body: request.body }
  if (operation.kind === 'stream') {
    const messages = await openStream(operation, raw, context, unitOfWork)
    const isAdmitted = () => isStillKnown(authenticate, request)
    return sendEvents(reply, operation, messages, { ...limits, gone, isAdmitted })
  }
  const { output, toText, isReplay } = await runOperation(operation, raw, context, unitOfWork)
  if (isReplay) reply.header('idempotent-replayed', 'true')
  const worded = wordAnswer(operation, reply, output)
  const { file } = operation.rest
  if (file) return worded.type(`${file.mediaType}; charset=utf-8`).send(String(Fields.parse(output)[file.field]))
  return worded.type('application/json; charset=utf-8').send(toText())
}

const Started = z.looseObject({ operationId: z.string() })
const Versioned = z.looseObject({ version: z.number() })
const Fields = z.record(z.string(), z.unknown())

function wordAnswer({ rest }: CallOperation, reply: FastifyReply, output: unknown): FastifyReply {
  const startedStatus = rest.startedStatus && Started.safeParse(output).success ? rest.startedStatus : undefined
  reply.code(startedStatus ?? rest.status)
  if (rest.etag) reply.header('etag', toEtag(Versioned.parse(output).version))
  if (rest.location) reply.header('location', fill(rest.location, Fields.parse(output)))
  return reply
}

const fill = (template: string, fields: Record<string, unknown>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])))

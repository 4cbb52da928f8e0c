import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Context } from '../context.ts'
import { errors } from '../errors.ts'
import { parseIdempotencyKey } from '../idempotency.ts'
import type { CallOperation, Operation } from '../operation.ts'
import { openStream, type RawInput, runOperation } from '../run-operation.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { parseIfMatch, toEtag } from './etag.ts'
import { sendEvents } from './event-stream.ts'
import { acceptJsonOnly } from './json-body.ts'
import type { Route } from './not-found.ts'

export interface RestOptions {
  operations: Operation[]
  unitOfWork: UnitOfWork
  authenticate: Authenticate
}

/** The REST door: gathers what the request holds, runs the operation, and words the answer. */
export async function restDoor(app: FastifyInstance, { operations, unitOfWork, authenticate }: RestOptions) {
  acceptJsonOnly(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    request.actor = await authenticate(request.headers.authorization, request.log)
  })
  for (const operation of operations) {
    app.route({
      method: operation.rest.method,
      url: operation.rest.path.replace(/\{(\w+)\}/g, ':$1'),
      exposeHeadRoute: hasHead(operation),
      handler: (request, reply) => answer(operation, request, reply, unitOfWork),
    })
  }
}

/** HEAD of a stream would never end. */
const hasHead = ({ kind, rest }: Operation) => kind === 'call' && rest.method === 'GET'

export const routesOf = (operations: Operation[]): Route[] =>
  operations.map((operation) => ({ ...operation.rest, hasHead: hasHead(operation) }))

function contextOf(request: FastifyRequest, reply: FastifyReply, { rest }: Operation): Context {
  if (!request.actor) throw errors.apiKeyMissing()
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const ifVersions = rest.etag === 'checks' ? parseIfMatch(request.headers['if-match']) : null
  return {
    actor: request.actor,
    requestId: request.id,
    idempotencyKey: rest.method === 'POST' ? parseIdempotencyKey(request.headers['idempotency-key']) : null,
    ifVersions,
    signal: gone.signal,
    log: request.log,
  }
}

async function answer(operation: Operation, request: FastifyRequest, reply: FastifyReply, unitOfWork: UnitOfWork) {
  const context = contextOf(request, reply, operation)
  const raw: RawInput = { params: request.params, query: request.query, body: request.body }
  if (operation.kind === 'stream') {
    const messages = await openStream(operation, raw, context, unitOfWork)
    return sendEvents(reply, 'operation', messages, context.signal)
  }
  const { output, isReplay } = await runOperation(operation, raw, context, unitOfWork)
  if (isReplay) reply.header('idempotent-replayed', 'true')
  return wordAnswer(operation, reply, output).send(output)
}

const Started = z.looseObject({ operationId: z.string() })
const Versioned = z.looseObject({ version: z.number() })
const Fields = z.record(z.string(), z.unknown())

function wordAnswer({ rest }: CallOperation, reply: FastifyReply, output: unknown): FastifyReply {
  const startedStatus = Started.safeParse(output).success ? rest.startedStatus : undefined
  reply.code(startedStatus ?? rest.status)
  if (rest.etag) reply.header('etag', toEtag(Versioned.parse(output).version))
  if (rest.location) reply.header('location', fill(rest.location, Fields.parse(output)))
  return reply
}

const fill = (template: string, fields: Record<string, unknown>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])))

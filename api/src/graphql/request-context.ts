import type { Db } from '@coldframe/db'
import type { Tracing } from '@coldframe/temporal'
import { errors } from '../errors.ts'
import { findTextFaults, toFaults } from '../faults.ts'
import { openStream, runOperation } from '../run-operation.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { isListing, toRaw, withRelayNames } from './arguments.ts'
import { type Batch, createBatch, type Wanted } from './batch.ts'
import type { Arguments, GraphqlContext, RequestContext } from './context.ts'
import type { BoundRelation } from './relation.ts'

export interface RequestDeps {
  db: Pick<Db, 'transactionFor'>
  unitOfWork: UnitOfWork
  tracing: Tracing
}

interface Request {
  context: RequestContext
  /** The caller's own trace. */
  traceparent: string | undefined
  /** Called when a mutation was answered with what it answered before. */
  onReplay(): void
}

export function createRequestContext({ db, unitOfWork, tracing }: RequestDeps, request: Request): GraphqlContext {
  const { context, traceparent, onReplay } = request
  const batches = new Map<BoundRelation, Map<string, Batch>>()
  let mutations = 0

  /** Each mutation of a request needs a key of its own; their order is that of the request, also when it is repeated. */
  function nextIdempotencyKey(): string | null {
    const place = mutations++
    return context.idempotencyKey === null || place === 0
      ? context.idempotencyKey
      : `${context.idempotencyKey}#${place}`
  }

  function batchOf(bound: BoundRelation, args: Arguments) {
    const own = batches.get(bound) ?? new Map()
    batches.set(bound, own)
    const name = bound.relation.filter === null ? '' : JSON.stringify(args)
    const known = own.get(name)
    if (known) return known
    const batch = createBatch((keys, wanted) => loadMany(db, bound, { keys, args, wanted }, context))
    own.set(name, batch)
    return batch
  }

  return {
    async run(operation, raw, ifVersions) {
      const idempotencyKey = operation.rest.method === 'POST' ? nextIdempotencyKey() : null
      const attributes = {
        'coldframe.request_id': context.requestId,
        'coldframe.account_id': context.actor.owner.accountId,
      }
      try {
        const outcome = await tracing.span(operation.id, { kind: 'server', attributes, traceparent }, (span) =>
          runOperation(
            operation,
            raw,
            { ...context, ifVersions, lastEventId: null, idempotencyKey, traceparent: span.traceparent },
            unitOfWork,
          ),
        )
        if (outcome.isReplay) onReplay()
        return outcome.output
      } catch (error) {
        throw isListing(operation) ? withRelayNames(error) : error
      }
    },
    open: (operation, raw) =>
      openStream(operation, raw, { ...context, ifVersions: null, lastEventId: null, traceparent }, unitOfWork),
    load: (bound, key, args, wanted) => batchOf(bound, args)(key, wanted),
  }
}

/** A relation asks for the scope of its operation, and its transaction is its account's alone. */
async function loadMany(
  db: Pick<Db, 'transactionFor'>,
  { relation, operation }: BoundRelation,
  { keys, args, wanted }: { keys: string[]; args: Arguments; wanted: Wanted },
  { actor, log }: RequestContext,
): Promise<Map<string, unknown>> {
  if (!actor.scopes.includes(operation.scope)) throw errors.scopeMissing(operation.scope)
  const query = readQuery({ relation, operation }, keys, args)
  const startedAt = performance.now()
  const found = await db.transactionFor(actor.owner, (tx) => relation.load(tx, actor.owner, keys, query, wanted))
  const durationMs = Math.round(performance.now() - startedAt)
  log.info(
    {
      operation: operation.id,
      relation: relation.field,
      parents: keys.length,
      ...actor.owner,
      keyId: actor.keyId,
      durationMs,
    },
    operation.id,
  )
  return found
}

/** The question that the operation would be asked for the first of the parents: that of the others differs in nothing else. */
function readQuery({ relation, operation }: BoundRelation, [key]: string[], args: Arguments): Record<string, unknown> {
  if (relation.filter === null) return {}
  const { query } = toRaw(operation, { ...args, [relation.filter]: key })
  const parsed = relation.query.safeParse(query, { reportInput: true })
  const faults = [...findTextFaults(query), ...(parsed.error ? toFaults(parsed.error) : [])]
  if (faults.length > 0) throw withRelayNames(errors.validationFailed(faults))
  return parsed.data ?? {}
}

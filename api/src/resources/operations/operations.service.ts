import type { Db, Operation, OperationFilter, Owner, Repositories } from '@coldframe/db'
import { CANCEL_SIGNAL, RETRY_SIGNAL, signalMessage } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import type { Listener } from '../../listener.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { followOperation } from './operation-feed.ts'
import { presentOperation } from './present-operation.ts'

export function createOperationService({ db, listener }: { db: Db; listener: Listener }) {
  async function get(owner: Owner, id: string) {
    const operation = await db.operations.get(owner, id)
    if (!operation) throw errors.operationNotFound(id)
    return presentOperation(operation)
  }

  return {
    get,

    async list(owner: Owner, { limit, cursor, createdAfter, createdBefore, ...filter }: OperationFilter & PageQuery) {
      const query = toDbQuery({ limit, cursor, createdAfter, createdBefore })
      return toList(await db.operations.list(owner, filter, query), presentOperation)
    },

    async cancel(owner: Owner, id: string) {
      await db.transaction(async (tx) => {
        const operation = await getOpen(tx, owner, id)
        if (operation.kind !== 'domains.create') throw errors.operationNotCancellable(operation.kind)
        await tx.outbox.add(owner, signalMessage(operation.workflowId, CANCEL_SIGNAL))
      })
      return get(owner, id)
    },

    async retry(owner: Owner, id: string) {
      await db.transaction(async (tx) => {
        const operation = await getOpen(tx, owner, id)
        if (!operation.steps.some(waits)) throw errors.operationNotWaiting()
        await tx.operations.resumeSteps(owner, id)
        await tx.outbox.add(owner, signalMessage(operation.workflowId, RETRY_SIGNAL))
      })
      return get(owner, id)
    },

    /** The present state first, then each change, until it ends. */
    async follow(owner: Owner, id: string, signal: AbortSignal) {
      const first = await db.transactionFor(owner, (tx) => tx.operations.get(owner, id))
      if (!first) throw errors.operationNotFound(id)
      return presentEach(followOperation({ db, listener }, owner, first, signal))
    },
  }
}

const waits = ({ status }: Operation['steps'][number]) => status === 'waiting' || status === 'action_required'

/** Not locked: workers lock steps before their operation, and a signal to one that has just ended does no harm. */
async function getOpen(tx: Repositories, owner: Owner, id: string): Promise<Operation> {
  const operation = await tx.operations.get(owner, id)
  if (!operation) throw errors.operationNotFound(id)
  if (operation.finishedAt) throw errors.operationFinished(operation.status)
  return operation
}

async function* presentEach(operations: AsyncIterable<Operation>) {
  for await (const operation of operations) yield presentOperation(operation)
}

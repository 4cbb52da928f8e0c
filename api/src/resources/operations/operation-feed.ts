import { type Db, OPERATION_CHANNEL, type Operation, type Owner } from '@coldframe/db'
import type { Listener } from '../../listener.ts'

interface OperationFeedDeps {
  db: Pick<Db, 'transactionFor'>
  listener: Listener
}

/**
 * States of one operation, beginning with `first`, until it ends. Whoever takes them slowly gets fewer: always the
 * newest state, never a queue.
 */
export async function* followOperation(
  { db, listener }: OperationFeedDeps,
  owner: Owner,
  first: Operation,
  signal: AbortSignal,
): AsyncGenerator<Operation> {
  yield first
  let shown = JSON.stringify(first)
  if (first.finishedAt) return
  for await (const _ of listener.changesOf(OPERATION_CHANNEL, first.id, signal)) {
    const current = await db.transactionFor(owner, (tx) => tx.operations.get(owner, first.id))
    if (!current) return
    const state = JSON.stringify(current)
    if (state !== shown) yield current
    shown = state
    if (current.finishedAt) return
  }
}

import { newId, type OperationKind, type Owner, type Repositories } from '@coldframe/db'
import { plans, startMessage } from '../contracts.ts'

/** Writes an operation and the message that starts its workflow; belongs into the transaction of the change. */
export async function startOperation(
  tx: Repositories,
  owner: Owner,
  kind: OperationKind,
  domainId: string,
  mailboxIds?: string[],
): Promise<string> {
  const id = newId('operation')
  const input = { ...owner, domainId, operationId: id, ...(mailboxIds && { mailboxIds }) }
  const { workflowId, steps } = plans[kind]
  await tx.operations.insert(owner, { id, kind, domainId, workflowId: workflowId(input), steps })
  await tx.outbox.add(owner, startMessage(kind, input))
  return id
}

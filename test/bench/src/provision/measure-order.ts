import { type Api, newName, type Operation, waitForOperation } from '@coldframe/e2e'

export interface MeasuredOrder {
  name: string
  domainId: string
  /** From the POST to the end of the operation, by the clock that both stand on. */
  seconds: number
  operation: Operation
}

/** Orders one domain and waits until it is ready. */
export async function measureOrder(api: Api, mailboxCount: number, timeoutMs: number): Promise<MeasuredOrder> {
  const name = newName('bench')
  const begin = Date.now()
  const { id, operationId } = await api.order({ name, mailboxCount })
  const operation = await waitForOperation(api, operationId, { timeoutMs, pollMs: 250 })
  if (operation.status !== 'succeeded') {
    throw new Error(`${name}: ${operation.status}${operation.message ? `: ${operation.message}` : ''}`)
  }
  return { name, domainId: id, seconds: (Date.parse(operation.finishedAt ?? '') - begin) / 1_000, operation }
}

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
  await confirmMailboxes(api, id, mailboxCount)
  return { name, domainId: id, seconds: (Date.parse(operation.finishedAt ?? '') - begin) / 1_000, operation }
}

/** A quick answer counts only if nothing is missing from it. */
async function confirmMailboxes(api: Api, domainId: string, wanted: number): Promise<void> {
  const mailboxes = await api.mailboxes(domainId)
  const ready = mailboxes.filter(({ status, readyAt }) => status === 'warming' && readyAt !== null)
  if (ready.length !== wanted) throw new Error(`${ready.length} of ${wanted} mailboxes are ready`)
}

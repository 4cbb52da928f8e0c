import type { Test } from 'tap'
import type { Order } from '../drive/api.ts'
import { describe, waitForOperation } from '../drive/operations.ts'
import type { House } from './start-house.ts'

/** Orders a domain and sees it through; answers it as it is when it is ready. */
export async function orderReady(t: Test, { api }: House, order: Order) {
  const { id, operationId } = await api.order(order)
  const operation = await waitForOperation(api, operationId)
  t.equal(operation.status, 'succeeded', describe(operation))
  const domain = await api.domain(id)
  t.match(domain, { status: 'warming', statusReason: null, readyAt: String })
  return domain
}

import type { Operation } from '@coldframe/db'

/** The operation as callers see it. */
export function presentOperation(operation: Operation) {
  const done = operation.steps.filter(({ status }) => status === 'succeeded' || status === 'skipped').length
  const share = operation.steps.length === 0 ? 0 : done / operation.steps.length
  return {
    ...operation,
    message: operation.message ?? requestOf(operation),
    progress: operation.status === 'succeeded' ? 1 : Math.round(share * 1000) / 1000,
  }
}

/** What its steps ask a person to do; the operation has a message of its own only when it has ended. */
function requestOf({ steps }: Operation): string | null {
  const requests = steps.filter(({ status }) => status === 'action_required').map(({ message }) => message)
  return requests.filter((message) => message !== null).join(' ') || null
}

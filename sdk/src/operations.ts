import { createDeadline, type Deadline } from './core/deadline.ts'
import type { Clock } from './core/run.ts'
import { ColdframeError, ConnectionError } from './errors.ts'
import type { Operation } from './generated/models.ts'
import type { Resources } from './generated/resources.ts'

type Resource = Pick<Resources['operations'], 'get' | 'events'>

export interface WaitOptions {
  /** Told of each state, the present one first. What it throws ends the waiting. */
  onProgress?: (operation: Operation) => void
  signal?: AbortSignal
  /** For the whole; unbounded when not given. An operation that needs a person waits as long as that person. */
  timeoutMs?: number
  /** Between two looks, where the stream of events cannot be had. */
  pollMs?: number
  account?: string
}

/** An operation that ended otherwise than it should; `operation` tells why, and what remains of it. */
export class OperationFailedError extends ColdframeError {
  override readonly name = 'OperationFailedError'
  readonly operation: Operation

  constructor(operation: Operation) {
    const { id, status, message } = operation
    super(message ?? `The operation ${id} ${status}`, { code: `operation_${status}` })
    this.operation = operation
  }
}

const POLL_MS = 2_000
/** A first state comes at once, and then a heartbeat at least every 15 s, if nothing on the way holds it back. */
const IDLE_TIMEOUT_MS = 20_000

export type WaitFor = (id: string, options?: WaitOptions) => Promise<Operation>

export function createWaitFor(operations: Resource, clock: Clock): WaitFor {
  return async (id, options = {}) => {
    const { onProgress, signal, timeoutMs, pollMs = POLL_MS, account } = options
    const deadline = createDeadline(timeoutMs, signal)
    const states = follow(operations, id, { deadline, account, pause: () => clock.sleep(pollMs, deadline.signal) })
    let seenAt: string | undefined
    try {
      for await (const operation of states) {
        if (operation.updatedAt !== seenAt) onProgress?.(operation)
        seenAt = operation.updatedAt
        if (operation.status === 'succeeded') return operation
        if (operation.finishedAt !== null) throw new OperationFailedError(operation)
      }
      throw new ConnectionError(`The operation ${id} could not be followed to its end`, { code: 'connection_failed' })
    } finally {
      deadline.clear()
    }
  }
}

interface FollowOptions {
  deadline: Deadline
  account: string | undefined
  pause(): Promise<void>
}

async function* follow(
  { get, events }: Resource,
  id: string,
  { deadline, account, pause }: FollowOptions,
): AsyncGenerator<Operation, void> {
  const options = { signal: deadline.signal, account }
  for (let canStream = true; ; await pause()) {
    if (canStream) {
      // Not again, unless it gives something: a proxy that holds it back will always do so.
      canStream = false
      try {
        for await (const operation of events(id, { ...options, maxRetries: 0, idleTimeoutMs: IDLE_TIMEOUT_MS })) {
          canStream = true
          yield operation
        }
      } catch (error) {
        if (deadline.error()) throw error
      }
    }
    yield await get(id, options)
  }
}

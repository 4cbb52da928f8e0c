import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiClient } from './api-client.ts'
import { Operation } from './api-shapes.ts'

const pollMs = 500
const ended = ['succeeded', 'failed', 'cancelled', 'action_required']

export const hasEnded = ({ status }: Operation) => ended.includes(status)

function parseOperation(data: string): Operation | null {
  try {
    return Operation.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}

/** Each state of an operation to its end. The stream may break when the API is started again; then it is asked. */
export async function* followOperation(client: ApiClient, id: string, signal: AbortSignal): AsyncGenerator<Operation> {
  const path = `/v1/operations/${id}`
  while (!signal.aborted) {
    try {
      const current = await client.get(path, Operation)
      yield current
      if (hasEnded(current)) return
      for await (const data of client.events(`${path}/events`)) {
        const next = parseOperation(data) ?? (await client.get(path, Operation))
        yield next
        if (hasEnded(next)) return
      }
    } catch (error) {
      if (!isInterruption(error)) throw error
    }
    await sleep(pollMs, undefined, { signal })
  }
}

/** What fetch throws when nobody listens or the connection breaks. */
const isInterruption = (error: unknown) =>
  error instanceof TypeError || (error instanceof Error && error.message.includes('answered 503'))

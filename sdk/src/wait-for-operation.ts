import type { Client } from 'openapi-fetch'
import { ColdframeError } from './errors.ts'
import type { components, paths } from './generated/openapi.ts'

type Operation = components['schemas']['Operation']

export interface WaitOptions {
  /** Told of the operation each time it was read. */
  onProgress?: (operation: Operation) => void
  /** How often to look, in milliseconds. */
  intervalMs?: number
  signal?: AbortSignal
}

export async function waitForOperation(
  client: Client<paths>,
  id: string,
  { onProgress, intervalMs = 1_000, signal }: WaitOptions = {},
): Promise<Operation> {
  for (;;) {
    const answer = await client.GET('/v1/operations/{id}', { params: { path: { id } }, signal })
    if (!answer.data) throw new ColdframeError(answer.response, answer.error)
    onProgress?.(answer.data)
    if (answer.data.status === 'succeeded') return answer.data
    if (answer.data.finishedAt !== null) throw failed(answer.data, answer.response)
    await pause(intervalMs, signal)
  }
}

function failed({ id, status, message }: Operation, response: Response): ColdframeError {
  return new ColdframeError(response, { code: `operation_${status}`, detail: message ?? `Operation ${id} ${status}` })
}

function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, ApiFault } from './api.ts'
import { hasEnded, type Operation } from './shapes.ts'

export interface WaitOptions {
  timeoutMs?: number
  pollMs?: number
  /** What is waited for; the end of the operation when not given. */
  until?: (operation: Operation) => boolean
}

/** Asks until the operation is as wanted. An API that is away for a moment is asked again. */
export async function waitForOperation(
  api: Api,
  id: string,
  { timeoutMs = 60_000, pollMs = 200, until = hasEnded }: WaitOptions = {},
): Promise<Operation> {
  const deadline = Date.now() + timeoutMs
  let last: Operation | null = null
  while (Date.now() < deadline) {
    last = (await unlessAway(api.operation(id))) ?? last
    if (last && until(last)) return last
    await sleep(pollMs)
  }
  throw new Error(`After ${timeoutMs / 1_000} s the operation is: ${last ? describe(last) : 'unknown'}`)
}

/** Asks until somebody answers who can. */
export async function patiently<T>(ask: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error
    }
    await sleep(500)
  }
}

/** Null when nobody answered, or nobody who could. */
export async function unlessAway<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (isAway(error)) return null
    throw error
  }
}

/** fetch throws a TypeError when a connection is refused or breaks, a DOMException when the time is over. */
export function isAway(error: unknown): boolean {
  if (error instanceof ApiFault) return error.status >= 500
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
}

export function describe({ status, message, steps }: Operation): string {
  const open = steps.filter((step) => step.status !== 'succeeded' && step.status !== 'skipped')
  const lines = open.map((step) => `${step.name} ${step.status}/${step.attempts} ${step.message ?? ''}`.trim())
  return `${status}${message ? ` (${message})` : ''}; open: ${lines.join('; ') || 'nothing'}`
}

import { z } from 'zod'
import { ProviderError } from '../../errors.ts'
import type { BatchAnswer } from './graph-batch.ts'

/** The body of a step that must have succeeded. */
export function bodyOf<T extends z.ZodType>(
  schema: T,
  operation: string,
  answer: BatchAnswer | undefined,
): z.output<T> {
  if (!answer?.ok) throw stepError(operation, answer)
  const parsed = schema.safeParse(answer.body)
  if (parsed.success) return parsed.data
  const message = `${operation}: an answer that we do not understand: ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`
  throw new ProviderError({ provider: 'graph', kind: 'transient', code: 'strange_answer', message })
}

export function stepError(operation: string, answer: BatchAnswer | undefined): ProviderError {
  if (!answer || answer.ok) {
    return new ProviderError({
      provider: 'graph',
      kind: 'transient',
      code: 'no_answer',
      message: `${operation}: no answer`,
    })
  }
  const { kind, code, message, requestId } = answer.fault
  const { retryAfterMs } = answer
  return new ProviderError({
    provider: 'graph',
    kind,
    code,
    message: `${operation}: ${message}`,
    requestId,
    retryAfterMs,
  })
}

import {
  AbortedError,
  AuthenticationError,
  ColdframeError,
  ConnectionError,
  NotFoundError,
  PermissionDeniedError,
  TimeoutError,
  UsageError,
} from '../errors.ts'
import { WrongUsage } from './command.ts'

/** For scripts; they do not change. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notAllowed: 3, notFound: 4, unreachable: 5, interrupted: 130 }

const byError: [abstract new (...args: never[]) => Error, number][] = [
  [WrongUsage, exitCodes.usage],
  [UsageError, exitCodes.usage],
  [AuthenticationError, exitCodes.notAllowed],
  [PermissionDeniedError, exitCodes.notAllowed],
  [NotFoundError, exitCodes.notFound],
  [ConnectionError, exitCodes.unreachable],
  [TimeoutError, exitCodes.unreachable],
  [AbortedError, exitCodes.interrupted],
]

export function exitCodeOf(error: unknown): number {
  return byError.find(([kind]) => error instanceof kind)?.[1] ?? exitCodes.failed
}

/** What went wrong, in words; a program gets the same as JSON. */
export function describeError(error: unknown, isJson: boolean): string {
  if (!(error instanceof ColdframeError)) return describeOwn(error, isJson)
  const { code, message, requestId, errors } = error
  if (isJson) return `${JSON.stringify({ code, message, requestId, errors })}\n`
  const details = errors.map(({ path, message }) => `  ${path}: ${message}\n`).join('')
  return `${message} (${code})\n${details}${requestId ? `  request ${requestId}\n` : ''}`
}

function describeOwn(error: unknown, isJson: boolean): string {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof WrongUsage ? 'usage' : 'failed'
  return isJson ? `${JSON.stringify({ code, message })}\n` : `${message}\n`
}

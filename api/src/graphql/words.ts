import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { Logger } from '../context.ts'
import { AppError, errors } from '../errors.ts'
import { toAppError } from '../rest/error-handler.ts'

export interface Speaker {
  requestId: string
  log: Logger
}

/** Errors as the caller sees them. What we did not foresee shows nothing of itself, and is logged. */
export function wordErrors(all: readonly unknown[], { requestId, log }: Speaker): GraphQLFormattedError[] {
  const faults = new Set(all.filter((error) => knownError(error).status >= 500).map(causeOf))
  for (const fault of faults) log.error({ err: fault }, 'A field failed')
  return all.map((error) => wordError(error, requestId))
}

function wordError(error: unknown, requestId: string): GraphQLFormattedError {
  const { code, status, details, message } = knownError(error)
  const { locations, path } = error instanceof GraphQLError ? error : {}
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: {
      code,
      status,
      requestId,
      ...(details.faults && { errors: details.faults }),
      ...details.extra,
    },
  }
}

/** In the words of the catalogue. */
export function knownError(error: unknown): AppError {
  const cause = causeOf(error)
  if (cause instanceof AppError) return cause
  if (!(cause instanceof GraphQLError)) return cause instanceof Error ? toAppError(cause) : errors.internal()
  if (!isOfCaller(error, cause)) return errors.internal()
  return errors.queryInvalid(error instanceof GraphQLError ? error.message : cause.message)
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error
}

/**
 * GraphQL's own errors come before anything is run, and have no path then. Of those with one, an argument can still be the caller's fault;
 * a result that does not fit the schema is ours.
 */
const isOfCaller = (error: unknown, { message }: GraphQLError) =>
  !(error instanceof GraphQLError && error.path) || message.startsWith('Argument "')

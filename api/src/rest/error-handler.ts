import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, errors } from '../errors.ts'
import { BODY_LIMIT } from './limits.ts'
import { PROBLEM_TYPE, toProblem } from './problem.ts'

/** The one place where an error becomes an answer. What we did not foresee shows nothing of itself. */
export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toAppError(error, request.routeOptions)
  if (known.status >= 500) request.log.error({ err: error }, 'A request failed')
  return reply
    .code(known.status)
    .headers({ 'x-request-id': request.id, ...known.details.headers })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblem(known, request.id)))
}

/** An error in the words of the catalogue. */
export function toAppError(
  error: Error & Partial<FastifyError>,
  { bodyLimit = BODY_LIMIT, config }: Partial<Pick<FastifyRequest['routeOptions'], 'bodyLimit' | 'config'>> = {},
): AppError {
  if (error instanceof AppError) return error
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return errors.bodyTooLarge(bodyLimit)
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return errors.unsupportedMediaType(config?.mediaTypes)
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return errors.badRequest('The body is longer or shorter than Content-Length says.')
    case 'FST_ERR_BAD_URL':
      return errors.badRequest('The URL is not valid.')
    default:
      return errors.internal()
  }
}

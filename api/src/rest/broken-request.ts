import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type AppError, errors } from '../errors.ts'
import { HEADER_LIMIT } from './limits.ts'
import { PROBLEM_TYPE, toProblem } from './problem.ts'

/** What is not HTTP, or came too slowly, has no request and no reply: the answer is written by hand. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const requestId = randomUUID()
  const problem = toProblem(toAppError(error.code), requestId)
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function toAppError(code: string | undefined): AppError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return errors.requestTimeout()
    case 'HPE_HEADER_OVERFLOW':
      return errors.headersTooLarge(HEADER_LIMIT)
    default:
      return errors.badRequest('The request is not valid HTTP.')
  }
}

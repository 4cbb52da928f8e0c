import type { Span, Tracing } from '@coldframe/temporal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Operation } from '../operation.ts'

/** One span for each operation that is asked for. A caller's own `traceparent` is taken up. */
export function traced<T>(
  tracing: Tracing,
  { id }: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const { traceparent } = request.headers
  const attributes = { 'coldframe.request_id': request.id, 'coldframe.account_id': request.actor?.owner.accountId }
  const parent = typeof traceparent === 'string' ? traceparent : undefined
  return tracing.span(id, { kind: 'server', attributes, traceparent: parent }, async (span) => {
    const tellStatus = (status: number) => {
      span.set({ 'http.response.status_code': status })
      if (status >= 500) span.markFault()
    }
    try {
      const result = await work(span)
      tellStatus(reply.statusCode)
      return result
    } catch (error) {
      // A client that left in the middle of its answer had its status.
      if (reply.raw.headersSent) tellStatus(reply.statusCode)
      else tellStatus(error instanceof AppError ? error.status : 500)
      throw error
    }
  })
}

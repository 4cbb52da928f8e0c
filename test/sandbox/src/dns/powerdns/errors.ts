import type { FastifyReply, FastifyRequest } from 'fastify'

/** An answer of the PowerDNS API that is not a success; 422 is always JSON, the others follow the Accept header. */
export class PowerDnsError extends Error {
  readonly statusCode: number
  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

export const refuse = (message: string) => new PowerDnsError(422, message)
export const notFound = () => new PowerDnsError(404, 'Not Found')

export function sendError(request: FastifyRequest, reply: FastifyReply, { statusCode, message }: PowerDnsError) {
  const wantsJson = statusCode === 422 || request.headers.accept?.includes('application/json')
  if (wantsJson)
    return reply
      .code(statusCode)
      .type('application/json')
      .send(JSON.stringify({ error: message }))
  return reply.code(statusCode).type('text/plain; charset=utf-8').send(message)
}

import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sandboxCredentials } from '../world/credentials.ts'
import type { Vendor } from '../world/world.ts'
import { RegistrarError, registrarErrors } from './errors.ts'
import { createJobs } from './jobs.ts'
import { createOperations } from './operations.ts'
import type { Registry } from './registry.ts'
import { verifySignature } from './signature.ts'

const targetPrefix = 'Route53Domains_v20140515.'
const contentType = 'application/x-amz-json-1.1'

/** Amazon Route 53 Domains: the AWS JSON 1.1 protocol on `POST /`. */
export function createRegistrarVendor(registry: Registry): Vendor {
  return {
    name: 'registrar',
    routes(app, world) {
      const operations = createOperations(world, registry, createJobs(world, registry))
      answerLikeAws(app)
      app.post('/', (request, reply) => {
        const body = typeof request.body === 'string' ? request.body : ''
        const signed = { method: request.method, path: request.url, headers: request.headers, body }
        verifySignature(signed, sandboxCredentials.registrar)
        const target = String(request.headers['x-amz-target'])
        const operation = target.startsWith(targetPrefix) ? operations[target.slice(targetPrefix.length)] : undefined
        if (!operation) throw registrarErrors.unknownOperation()
        const input = parseBody(body)
        const output = world.store.atomically(() => operation(input))
        reply.type(contentType).send(JSON.stringify(output))
      })
    },
  }
}

function answerLikeAws(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  // The signature covers the very bytes of the body.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (_request, reply) => void reply.header('x-amzn-requestid', randomUUID()))
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof RegistrarError)) throw error
    const body = { __type: error.type, message: error.message, ...error.details }
    return reply.code(error.statusCode).type(contentType).send(JSON.stringify(body))
  })
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw registrarErrors.serialization()
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Certificates } from './certificates.ts'
import type { WorldParts } from './world/create-world.ts'
import { type FaultReply, serverErrorReply, throttleReply } from './world/fault-replies.ts'
import type { Vendor } from './world/world.ts'

/** All vendors behind one TLS listener, each with its faults in front. */
export async function createVendorServer(parts: WorldParts, vendors: Vendor[], certificates: Certificates) {
  const { cert, key } = certificates
  const app = Fastify({
    https: { cert, key },
    // Partner Center and Exchange paths differ in case between clients; the real routers do not care.
    routerOptions: { caseSensitive: false },
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: true,
    logger: { level: 'warn', stream: process.stderr },
  })
  for (const vendor of vendors) {
    await app.register(async (scope) => {
      countRequests(scope, vendor, parts)
      injectFaults(scope, vendor, parts)
      await vendor.routes(scope, parts.world)
    })
  }
  return app
}

function countRequests(scope: FastifyInstance, vendor: Vendor, { requests }: WorldParts) {
  scope.addHook('onRequest', async (request) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    requests.add(vendor.name, `${request.method} ${request.routeOptions.url ?? request.url} ${target}`.trim())
  })
}

function injectFaults(scope: FastifyInstance, vendor: Vendor, { faults, world }: WorldParts) {
  const losing = new WeakSet<FastifyRequest>()
  scope.addHook('onRequest', async (request, reply) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    const fault = faults.biteRequest({ vendor: vendor.name, method: request.method, url: request.url, target })
    switch (fault?.kind) {
      case 'refuse_connection':
        return cut(request, reply)
      case 'throttle':
        return answer(reply, throttleReply(fault, world.now()))
      case 'server_error':
        return answer(reply, serverErrorReply(fault))
      case 'slow':
        await delay(fault.delayMs, undefined, { ref: false })
        return undefined
      case 'lost_reply':
        losing.add(request)
    }
    return undefined
  })
  // The handler has run by now: its effect stays, its answer is never seen.
  scope.addHook('onSend', async (request) => {
    if (losing.has(request)) request.raw.socket.destroy()
  })
}

function answer(reply: FastifyReply, { status, headers, body }: FaultReply) {
  return reply.code(status).headers(headers).send(body)
}

function cut(request: FastifyRequest, reply: FastifyReply) {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

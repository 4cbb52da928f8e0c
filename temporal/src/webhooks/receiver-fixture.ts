import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Test } from 'tap'

interface Received {
  headers: IncomingMessage['headers']
  body: string
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void

interface ReceiverOptions {
  tls?: { cert: string; key: string }
}

/** A receiver on this machine that notes what comes, and answers as a test says. */
export async function startReceiver(t: Test, reply: Reply, { tls }: ReceiverOptions = {}) {
  const received: Received[] = []
  const listener: RequestListener = async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    reply(response, request)
  }
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener)
  let connections = 0
  server.on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { port, url: `${tls ? 'https' : 'http'}://localhost:${port}/hook`, received, connections: () => connections }
}

export const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): Reply =>
  (response) => {
    response.writeHead(status, headers).end(body)
  }

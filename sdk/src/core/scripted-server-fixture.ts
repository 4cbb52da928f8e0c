import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Seen {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** What becomes of one request. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type, 'x-request-id': 'req-1', ...headers }).end(JSON.stringify(body))
  }

export const problem = (status: number, code: string, headers?: Record<string, string>): Reply =>
  json(status, { type: 'about:blank', title: code, status, detail: `It is ${code}`, code, requestId: 'req-1' }, headers)

export const html =
  (status: number): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', 'x-request-id': 'req-1' }).end('<h1>A proxy</h1>')

export const empty =
  (status: number): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-1' }).end()

export const reset: Reply = (response) => response.socket?.resetAndDestroy()

/** Never answered. */
export const hang: Reply = () => {}

/** Half of a success, and no more. */
export const cut: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"id":', () => response.socket?.resetAndDestroy())
}

/** A server that answers by its script, in order; its last reply is for all that come after it. */
export async function startServer(t: { teardown(end: () => void): void }, replies: [Reply, ...Reply[]]) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const reply = replies[Math.min(seen.length, replies.length - 1)]
    const { method = '', url = '', headers } = request
    const entry = { method, url, headers, body: '' }
    seen.push(entry)
    entry.body = await text(request)
    reply?.(response, request)
  })
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return { baseUrl: `http://127.0.0.1:${address.port}`, seen }
}

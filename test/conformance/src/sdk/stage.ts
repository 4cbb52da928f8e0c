import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

const domain = { id: 'dom_1', name: 'getacme.com', operationId: 'op_1' }
const operation = (status: string, second: number) => ({
  id: 'op_1',
  status,
  message: null,
  updatedAt: `2026-03-01T00:00:0${second}Z`,
  finishedAt: status === 'succeeded' ? '2026-03-01T00:00:02Z' : null,
})

const send = (response: ServerResponse, status: number, body: object, type = 'application/json') =>
  response.writeHead(status, { 'content-type': type, etag: '"1"' }).end(JSON.stringify(body))
const refuse = (response: ServerResponse, status: number, code: string) =>
  send(response, status, { status, code, title: code }, 'application/problem+json')

type Route = (response: ServerResponse) => void

function routes(): Record<string, Route> {
  let orders = 0
  return {
    'POST /v1/domains': (response) =>
      orders++ === 0 ? refuse(response, 503, 'overloaded') : send(response, 202, domain),
    'GET /v1/domains/dom_1': (response) => send(response, 200, domain),
    'GET /v1/mailboxes?domainId=dom_1': (response) =>
      send(response, 200, { data: [{ address: 'a@getacme.com' }], nextCursor: 'next' }),
    'GET /v1/mailboxes?domainId=dom_1&cursor=next': (response) =>
      send(response, 200, { data: [{ address: 'b@getacme.com' }], nextCursor: null }),
    'GET /v1/operations/op_1/events': (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const state of [operation('running', 1), operation('succeeded', 2)]) {
        response.write(`event: operation\ndata: ${JSON.stringify(state)}\n\n`)
      }
      response.end('event: end\ndata: {}\n\n')
    },
  }
}

/** As much of an API as the journey needs. */
export async function withStage<Result>(work: (baseUrl: string) => Promise<Result>): Promise<Result> {
  const known = routes()
  const server = createServer((request, response) => {
    const route = known[`${request.method} ${request.url}`]
    request.resume().on('end', () => (route ? route(response) : refuse(response, 404, 'domain_not_found')))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The stage has no port')
  try {
    return await work(`http://127.0.0.1:${address.port}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

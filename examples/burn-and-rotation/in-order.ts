import { createServer, type IncomingMessage } from 'node:http'
import { type ColdframeEvent, unwrap } from '@coldframe/sdk/webhooks'

export interface Receiver {
  /** The `sequence` of the first event that counts. */
  first: number
  secret: string
  port: number
}

/** Events come in any order and some twice: hands each on once, in the order in which they happened. */
export function receiveInOrder({ first, secret, port }: Receiver, handle: (event: ColdframeEvent) => void) {
  const early = new Map<number, ColdframeEvent>()
  let next = first

  function take(event: ColdframeEvent): void {
    if (event.sequence >= next) early.set(event.sequence, event)
    for (let due = early.get(next); due; due = early.get(next)) {
      early.delete(next)
      next += 1
      handle(due)
    }
  }

  const server = createServer(async (request, response) => {
    try {
      const event = await unwrap(await bodyOf(request), request.headers, secret)
      response.writeHead(204, { connection: 'close' }).end()
      take(event)
    } catch {
      response.writeHead(400, { connection: 'close' }).end()
    }
  })
  server.listen(port)
  return () => {
    server.close()
    server.closeIdleConnections()
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

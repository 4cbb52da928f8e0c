import { createServer } from 'node:http'

/** Takes webhooks as fast as it can: reads them, answers 200, and counts what came to each path. */

interface Count {
  taken: number
  firstAt: number
  lastAt: number
}

const counts = new Map<string, Count>()

function note(path: string): void {
  const now = Date.now()
  const count = counts.get(path) ?? { taken: 0, firstAt: now, lastAt: now }
  counts.set(path, { ...count, taken: count.taken + 1, lastAt: now })
}

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    note(request.url ?? '')
    response.end('ok')
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

process.on('message', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  process.send?.({ url: `http://127.0.0.1:${port}`, counts: Object.fromEntries(counts) })
})
process.on('disconnect', () => process.exit())

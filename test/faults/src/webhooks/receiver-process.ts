import { createServer } from 'node:http'

/** A subscriber that nothing happens to: keeps the id of each event that came, and how often it came. */

const times = new Map<string, number>()

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const id = String(request.headers['webhook-id'])
    times.set(id, (times.get(id) ?? 0) + 1)
    response.end()
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

process.on('message', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  process.send?.({ url: `http://127.0.0.1:${port}/`, times: [...times] })
})
process.on('disconnect', () => process.exit())

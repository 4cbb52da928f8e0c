import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Registry } from 'prom-client'

/** A port of its own: what stands in front of the API then cannot show the numbers to the world by mistake. */
export async function startMetricsServer(registry: Registry, { host, port }: { host: string; port: number }) {
  const server: Server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    const text = await registry.metrics().catch(() => null)
    response.writeHead(text === null ? 500 : 200, { 'content-type': registry.contentType }).end(text ?? '')
  })
  await once(server.listen(port, host), 'listening')
  return server
}

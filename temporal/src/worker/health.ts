import { createServer, type Server } from 'node:http'
import type { Registry } from 'prom-client'

export interface HealthDeps {
  isReady(): Promise<boolean>
  registry: Registry
}

/** /healthz: the process runs. /readyz: `isReady`. /metrics: for Prometheus. On loopback only. */
export function startHealthServer(port: number, { isReady, registry }: HealthDeps): Server {
  const server = createServer(async ({ url }, response) => {
    if (url === '/metrics') {
      const text = await registry.metrics().catch(() => null)
      return void response.writeHead(text === null ? 503 : 200, { 'content-type': registry.contentType }).end(text)
    }
    const ok = url === '/healthz' || (url === '/readyz' && (await isReady().catch(() => false)))
    response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok }))
  })
  return server.listen(port, '127.0.0.1')
}

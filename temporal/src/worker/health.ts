import { createServer, type Server } from 'node:http'

/** /healthz: the process runs. /readyz: `isReady`. On loopback only. */
export function startHealthServer(port: number, isReady: () => Promise<boolean>): Server {
  const server = createServer(async (request, response) => {
    const ok = request.url === '/healthz' || (request.url === '/readyz' && (await isReady().catch(() => false)))
    response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ok }))
  })
  return server.listen(port, '127.0.0.1')
}

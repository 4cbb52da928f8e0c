import { once } from 'node:events'
import { Counter, Registry } from 'prom-client'
import t from 'tap'
import { startHealthServer } from './health.ts'

t.test('one port tells of life, readiness and numbers', async (t) => {
  const registry = new Registry()
  new Counter({ name: 'told_total', help: 'x', registers: [registry] }).inc()
  const state = { isReady: true }
  const server = startHealthServer(0, { registry, isReady: async () => state.isReady })
  t.teardown(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}${path}`)
  t.equal((await get('/healthz')).status, 200)
  t.equal((await get('/readyz')).status, 200)
  state.isReady = false
  t.equal((await get('/readyz')).status, 503)
  t.match(await (await get('/metrics')).text(), 'told_total 1')
  t.equal((await get('/else')).status, 503)
})

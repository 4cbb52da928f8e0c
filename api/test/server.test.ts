import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import { addOperation, addReadyDomain } from './fixture.ts'
import { databaseUrlOf, freePort, startServer, untilReady } from './server-process.ts'
import { startApi } from './support.ts'

/** The program as an operator runs it. */

const api = await startApi(t)
const database = { DATABASE_URL: await databaseUrlOf(api), MASTER_KEY: randomBytes(32).toString('base64') }
const start = (t: Test, more: Record<string, string> = {}) => startServer(t, { ...database, ...more })

t.test('on SIGTERM it ends its streams, closes and exits with 0 within two seconds', async (t) => {
  const server = await start(t)
  const { child, ended, url, output } = server
  await untilReady(server)
  const { domain } = await addReadyDomain(api, api.owner, 'process.com')
  const id = await addOperation(api, api.owner, domain.id)
  const headers = { authorization: `Bearer ${api.key}` }
  const stream = await fetch(`${url}/v1/operations/${id}/events`, { headers })
  await fetch(`${url}/v1/domains`, { headers })
  const startedAt = performance.now()
  child.kill('SIGTERM')
  t.match(await stream.text(), /event: operation/)
  t.same(await ended, [0, null])
  t.ok(performance.now() - startedAt < 2000)
  t.notMatch(output(), api.key)
})

t.test('numbers are on a port of their own, and the limit is as it was set', async (t) => {
  const metricsPort = await freePort()
  const server = await start(t, {
    METRICS_PORT: String(metricsPort),
    RATE_LIMIT: '7',
    RATE_LIMIT_WINDOW_SECONDS: '30',
  })
  const { url } = server
  await untilReady(server)
  const key = await api.newKey(api.owner)
  const answer = await fetch(`${url}/v1/domains`, { headers: { authorization: `Bearer ${key}` } })
  t.equal(answer.headers.get('ratelimit-policy'), '"default";q=7;w=30')
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  t.match(metrics, 'coldframe_api_request_duration_seconds_count{operation="domains.list",status="200"} 1')
  t.match(metrics, /^process_cpu_seconds_total /m)
})

t.test('settings that are wrong end it at once, with their names', async (t) => {
  const { ended, output } = await start(t, { PORT: 'many' })
  t.match(await ended, [1])
  t.match(output(), 'PORT')
  const vendors = await start(t, { LIVE_GRAPH_URL: 'https://graph.microsoft.com' })
  t.match(await vendors.ended, [1])
  t.match(vendors.output(), 'LIVE_PARTNER_TENANT_ID')
})

t.test('without vendors of a mode it starts, and says so to who orders', async (t) => {
  const server = await start(t)
  const { url } = server
  await untilReady(server)
  const answer = await fetch(`${url}/v1/domains`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'getacme.com',
      provider: 'microsoft365',
      mailboxCount: 1,
      registration: 'register',
      dns: 'managed',
    }),
  })
  t.match(await answer.json(), { status: 422, code: 'test_mode_not_configured' })
})

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { addOperation, addReadyDomain } from './fixture.ts'
import { startApi } from './support.ts'

/** The program as an operator runs it. */

const api = await startApi(t)
const { rows } = await api.sql.query('select current_database() as name')
const databaseUrl = new URL(process.env.DATABASE_URL ?? '')
databaseUrl.pathname = `/${rows[0].name}`
const program = fileURLToPath(new URL('../src/server.ts', import.meta.url))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function start(t: Test, more: Record<string, string> = {}) {
  const port = await freePort()
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl.href,
      MASTER_KEY: randomBytes(32).toString('base64'),
      PORT: String(port),
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = once(child, 'exit')
  return { child, ended, output: () => output, url: `http://127.0.0.1:${port}` }
}

async function untilReady(url: string) {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

t.test('on SIGTERM it ends its streams, closes and exits with 0 within two seconds', async (t) => {
  const { child, ended, url, output } = await start(t)
  await untilReady(url)
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

t.test('settings that are wrong end it at once, with their names', async (t) => {
  const { ended, output } = await start(t, { PORT: 'many' })
  t.match(await ended, [1])
  t.match(output(), 'PORT')
  const vendors = await start(t, { LIVE_GRAPH_URL: 'https://graph.microsoft.com' })
  t.match(await vendors.ended, [1])
  t.match(vendors.output(), 'LIVE_PARTNER_TENANT_ID')
})

t.test('without vendors of a mode it starts, and says so to who orders', async (t) => {
  const { url } = await start(t)
  await untilReady(url)
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

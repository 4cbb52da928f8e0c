import { type ChildProcess, spawn } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import path from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { sandboxCredentials } from './world/credentials.ts'

const Ready = z.object({
  ready: z.literal(true),
  vendorsUrl: z.string().startsWith('https://localhost:'),
  controlUrl: z.url(),
  dns: z.object({ host: z.literal('127.0.0.1'), port: z.int() }),
  caFile: z.string(),
})

async function startProcess(t: Test, dataDir: string) {
  const environment = { PATH: process.env.PATH, SANDBOX_DATA_DIR: dataDir, SANDBOX_DELAYS: 'zero' }
  const main = path.join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => stop(child, 'SIGKILL'))
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, ...Ready.parse(JSON.parse(line)) }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

type Started = Awaited<ReturnType<typeof startProcess>>

/** The status of a request to the vendors' listener that trusts the world's authority only. */
async function callVendor({ vendorsUrl, caFile }: Started, method: string, url: string, body?: object) {
  const headers = { 'x-api-key': sandboxCredentials.powerdns.apiKey }
  const agent = new Agent({ ca: readFileSync(caFile) })
  const call = request(`${vendorsUrl}${url}`, { method, headers, agent })
  call.end(body === undefined ? undefined : JSON.stringify(body))
  const [response] = await once(call, 'response')
  response.resume()
  return response.statusCode
}

async function control({ controlUrl }: Started, method: string, url: string, body?: object) {
  const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
  const response = await fetch(`${controlUrl}${url}`, { method, body: body && JSON.stringify(body), headers })
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

t.test('the world survives a kill -9 with everything that it answered', async (t) => {
  const dataDir = t.testdir()
  const first = await startProcess(t, dataDir)
  const zones = '/api/v1/servers/localhost/zones'
  await control(first, 'PUT', '/customer-domains/acme.com', { dnsHost: 'managed' })
  await control(first, 'POST', '/faults', { vendor: 'graph', kind: 'lost_reply', count: 2 })
  t.equal(await callVendor(first, 'POST', zones, { name: 'acme.com.', kind: 'Native' }), 201)
  const records = [{ content: '0 mail.example.', disabled: false }]
  const rrsets = [{ name: 'acme.com.', type: 'MX', ttl: 60, changetype: 'REPLACE', records }]
  t.equal(await callVendor(first, 'PATCH', `${zones}/acme.com.`, { rrsets }), 204)
  const before = await Promise.all(
    ['/domains/acme.com', '/counts', '/waits', '/faults'].map((url) => control(first, 'GET', url)),
  )
  await stop(first.child, 'SIGKILL')

  const second = await startProcess(t, dataDir)
  const after = await Promise.all(
    ['/domains/acme.com', '/counts', '/waits', '/faults'].map((url) => control(second, 'GET', url)),
  )
  t.same(after, before)
  t.equal(readFileSync(second.caFile, 'utf8'), readFileSync(first.caFile, 'utf8'), 'the authority is the same one')
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  resolver.setServers([`127.0.0.1:${second.dns.port}`])
  t.match(await resolver.resolveMx('acme.com'), [{ priority: 0, exchange: 'mail.example' }])
  t.equal(await callVendor(second, 'POST', zones, { name: 'acme.com.', kind: 'Native' }), 409)
})

t.test('SIGTERM stops it within a second, open connections or not', async (t) => {
  const started = await startProcess(t, t.testdir())
  const hanging = fetch(`${started.controlUrl}/`)
  await (await hanging).text()
  const before = performance.now()
  await stop(started.child, 'SIGTERM')
  t.ok(performance.now() - before < 1_000)
  t.equal(started.child.exitCode, 0)
})

t.test('a wrong setting is named', async (t) => {
  const main = path.join(import.meta.dirname, 'main.ts')
  const environment = { PATH: process.env.PATH, SANDBOX_DELAYS: 'slow', SANDBOX_DNS_PORT: '99999' }
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  t.equal(code, 1)
  t.match(text, /SANDBOX_DELAYS/)
  t.match(text, /SANDBOX_DNS_PORT/)
})

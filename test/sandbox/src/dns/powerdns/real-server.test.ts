import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { startVendors } from '../../testing/start-vendors.ts'
import { sandboxCredentials } from '../../world/credentials.ts'
import { comparable, send } from './compare.ts'
import { scenario } from './scenario.ts'
import { createPowerDnsVendor } from './vendor.ts'

/** From the Debian packages pdns-server, pdns-backend-sqlite3 and sqlite3. */
const program = '/usr/sbin/pdns_server'
const schema = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql'
const { apiKey } = sandboxCredentials.powerdns

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' ? String(address?.port) : ''
}

async function startReal(t: Test) {
  // The path of a control socket must stay under 108 bytes, which test folders do not.
  const folder = mkdtempSync(path.join(tmpdir(), 'pdns-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const database = path.join(folder, 'pdns.sqlite')
  execFileSync('sqlite3', [database, `.read ${schema}`])
  const [dnsPort, apiPort] = [await freePort(), await freePort()]
  const settings = {
    'config-dir': folder,
    'socket-dir': folder,
    launch: 'gsqlite3',
    'gsqlite3-database': database,
    'local-address': '127.0.0.1',
    'local-port': dnsPort,
    api: 'yes',
    'api-key': apiKey,
    webserver: 'yes',
    'webserver-address': '127.0.0.1',
    'webserver-port': apiPort,
    daemon: 'no',
    guardian: 'no',
  }
  const options = Object.entries(settings).map(([name, value]) => `--${name}=${value}`)
  const child = spawn(program, options, { stdio: 'ignore' })
  t.teardown(() => stop(child))
  const url = `http://127.0.0.1:${apiPort}`
  await waitUntilUp(url)
  return url
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function waitUntilUp(url: string) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(url).catch(() => null)
    if (response) return
    await delay(50)
  }
  throw new Error('pdns_server does not come up')
}

const isMissing = !existsSync(program) || !existsSync(schema)
const skip = isMissing && 'pdns_server is missing (Debian: pdns-server, pdns-backend-sqlite3, sqlite3)'

t.test('the sandbox answers like a real PowerDNS', { skip }, async (t) => {
  const realUrl = await startReal(t)
  const { url } = await startVendors(t, { vendors: ({ hosts }) => [createPowerDnsVendor(hosts.managed)] })
  for (const [index, step] of scenario.entries()) {
    const real = comparable(await send(realUrl, apiKey, step))
    const ours = comparable(await send(url, apiKey, step))
    t.same(ours, real, `${index}: ${step.method} ${step.path} ${JSON.stringify(step.body ?? '').slice(0, 120)}`)
  }
})

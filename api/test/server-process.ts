import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import type { TestApi } from './support.ts'

/** The program as an operator runs it, in a process of its own. */
export interface ServerProcess {
  child: ChildProcess
  /** Exit code and signal. */
  ended: Promise<unknown[]>
  output: () => string
  url: string
}

const program = fileURLToPath(new URL('../src/server.ts', import.meta.url))

export async function databaseUrlOf({ sql }: Pick<TestApi, 'sql'>): Promise<string> {
  const { rows } = await sql.query('select current_database() as name')
  return Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: `/${rows[0].name}` }).href
}

/** Below those that the kernel hands out, so that no connection or test beside this one takes it before the server does. */
const ports = { from: 10_000, to: 32_767 }
const given = new Set<number>()

/** Another one each time. */
export async function freePort(): Promise<number> {
  const port = randomInt(ports.from, ports.to)
  const server = createServer().listen(port, '127.0.0.1')
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  server.close()
  if (!isFree || given.has(port)) return freePort()
  given.add(port)
  return port
}

export async function startServer(t: Test, environment: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort()
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = once(child, 'exit')
  return { child, ended, output: () => output, url: `http://127.0.0.1:${port}` }
}

const PATIENCE_MS = 60_000

/** Throws with what the server said when it does not become ready. */
export async function untilReady({ url, child, output }: ServerProcess): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS
  while (child.exitCode === null && performance.now() < giveUpAt) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`The server did not become ready: ${output()}`)
}

const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@brand.example',
  phoneNumber: '+41 44 123 45 67',
  addressLine1: 'Bahnhofstrasse 1',
  city: 'Zürich',
  postalCode: '8001',
  country: 'CH',
}

/** Vendors of test mode that are set up and never asked: taking an order asks nobody. */
export const testVendors: Record<string, string> = {
  TEST_PARTNER_TENANT_ID: '00000000-0000-4000-8000-000000000001',
  TEST_PARTNER_CLIENT_ID: '00000000-0000-4000-8000-000000000002',
  TEST_PARTNER_CLIENT_SECRET: 'client-secret',
  TEST_PARTNER_REFRESH_TOKEN: 'refresh',
  TEST_PARTNER_PRODUCT_ID: 'CFQ7TTC0LH16',
  TEST_PARTNER_ADDRESSES: JSON.stringify({ none: address, eu: address, ch: address }),
  TEST_REGISTRAR_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  TEST_REGISTRAR_SECRET_ACCESS_KEY: 'registrar-secret',
  TEST_REGISTRAR_CONTACT: JSON.stringify(address),
  TEST_POWERDNS_URL: 'https://dns.vendors.example',
  TEST_POWERDNS_API_KEY: 'powerdns-key',
  TEST_POWERDNS_NAMESERVERS: 'ns1.dns.example,ns2.dns.example',
  TEST_PROOF_MAILBOX: 'proof@proof.example',
}

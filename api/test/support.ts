import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { text } from 'node:stream/consumers'
import { createDb, createVault, type Db, migrate, type Owner, type Vault } from '@coldframe/db'
import { createAddressGuard, type DnsLookup, parseWebhookConfig, WebhookUrlError } from '@coldframe/temporal'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import type { Test } from 'tap'
import { type AppDeps, buildApp } from '../src/app.ts'
import { makeKey } from '../src/auth/api-key.ts'
import { type Scope, scopes } from '../src/auth/scopes.ts'
import { readDatabaseUrl } from '../src/config.ts'

/** A world of its own for each test file: a new database on the server of DATABASE_URL, and the API on it. */
export interface TestApi {
  app: FastifyInstance
  /** Another API on the same database, as a second replica is one. */
  startPeer(options?: StartOptions): Promise<FastifyInstance>
  db: Db
  vault: Vault
  /** For what repositories do not offer: counting, breaking. */
  sql: pg.Pool
  owner: Owner
  key: string
  lookup: { answer: DnsLookup }
  /** Addresses of hosts that webhooks may name; others are not found. */
  hosts: Map<string, string[]>
  /** What was logged, one JSON object a line. */
  logged: string[]
  now: { value: Date }
  newAccount(options?: KeyOptions): Promise<Account>
  newKey(owner: Owner, scopes?: readonly Scope[], expiresAt?: Date): Promise<string>
}

export interface Account {
  owner: Owner
  key: string
}

/** A test that is not about limits has none to speak of. */
type StartOptions = Pick<AppDeps, 'limits' | 'tracing' | 'metrics' | 'compileAfter'> & { hasLiveMode?: boolean }

interface KeyOptions {
  livemode?: boolean
  scopes?: readonly Scope[]
}

/** Drops itself last, when nothing is connected any more. */
async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = readDatabaseUrl(process.env)
  const name = `api_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const drop = async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
  const url = new URL(server)
  url.pathname = `/${name}`
  await migrate(url.href)
  return { url: url.href, drop }
}

const noDns: DnsLookup = {
  findNameservers: async () => [],
  observe: async () => ({ outcome: 'failed', reason: 'no DNS in this test' }),
  resolve: async () => [],
}

/** Live mode has no vendors unless it is asked for; its orders stay in the outbox, as no worker runs. */
export async function startApi(t: Test, { hasLiveMode = false, ...deps }: StartOptions = {}): Promise<TestApi> {
  const { url, drop } = await createDatabase()
  const db = createDb({ url })
  const sql = new pg.Pool({ connectionString: url, max: 2 })
  // Connections that are still on their way out are cut when the database is dropped.
  sql.on('error', () => {})
  const logged: string[] = []
  const lookup = { answer: noDns }
  const now = { value: new Date() }
  const hosts = new Map([['receiver.example', ['93.184.215.14']]])
  const findHost = async (host: string) => {
    const addresses = isIP(host) ? [host] : hosts.get(host)
    if (!addresses) throw new WebhookUrlError('host_not_found')
    return addresses
  }
  const guard = createAddressGuard(parseWebhookConfig({}), { test: findHost, live: findHost })
  const test: DnsLookup = {
    findNameservers: (domain) => lookup.answer.findNameservers(domain),
    observe: (domain, name, type) => lookup.answer.observe(domain, name, type),
    resolve: (name, type) => lookup.answer.resolve(name, type),
  }
  const vault = createVault(randomBytes(32).toString('base64'))
  const logger = pino({ level: 'info' }, { write: (line) => void logged.push(line) })
  const build = (more: StartOptions = {}) =>
    buildApp({
      db,
      vault,
      lookups: { test, live: hasLiveMode ? noDns : null },
      guard,
      logger,
      clock: () => now.value,
      ...deps,
      ...more,
      limits: { rate: { limit: 100_000, windowMs: 60_000 }, ...deps.limits },
    })
  const app = await build()
  t.teardown(async () => {
    await app.close()
    await Promise.all([db.close(), sql.end()])
    await drop()
  })

  async function newKey(owner: Owner, held: readonly Scope[] = scopes, expiresAt?: Date): Promise<string> {
    const { key, ...kept } = makeKey(owner.livemode)
    await db.apiKeys.insert(owner, { name: 'Test', scopes: [...held], expiresAt, ...kept })
    return key
  }

  async function newAccount({ livemode = false, scopes: held }: KeyOptions = {}): Promise<Account> {
    const account = await db.accounts.insert('Test')
    const owner = { accountId: account.id, livemode }
    return { owner, key: await newKey(owner, held) }
  }

  async function startPeer(options?: StartOptions): Promise<FastifyInstance> {
    const peer = await build(options)
    t.teardown(() => peer.close())
    return peer
  }

  return { app, startPeer, db, sql, vault, lookup, hosts, logged, now, newKey, newAccount, ...(await newAccount()) }
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: a body of the outside world, which the test looks into.
  body: any
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

interface CallOptions {
  key?: string | null
  body?: unknown
  /** Sent as it is, not as JSON. */
  payload?: string | Buffer
  headers?: Record<string, string>
  /** Of an answer that may never end only status and headers are taken. */
  isStream?: boolean
}

/** Asks the API as a client does; `key: null` sends none. */
export function caller({ app, key }: Pick<TestApi, 'app' | 'key'>) {
  return async (method: Method, url: string, options: CallOptions = {}): Promise<Answer> => {
    const used = options.key === undefined ? key : options.key
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(used && { authorization: `Bearer ${used}` }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      payload: options.payload ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      ...(options.isStream && { payloadAsStream: true }),
    })
    const { statusCode: status, headers } = response
    const isJson = /json/.test(String(headers['content-type']))
    if (options.isStream && !isJson) {
      response.stream().destroy()
      return { status, headers, body: {} }
    }
    const body = options.isStream ? await text(response.stream()) : response.body
    return { status, headers, body: isJson && body ? JSON.parse(body) : body }
  }
}

/** Rows of each table that a request could write to; equal before and after means: it changed nothing. */
export async function countRows({ sql }: Pick<TestApi, 'sql'>): Promise<Record<string, number>> {
  const tables = [
    'domains',
    'mailboxes',
    'operations',
    'operation_steps',
    'events',
    'outbox',
    'api_keys',
    'tenants',
    'spend_reservations',
    'purchases',
    'accounts',
    'audit_log',
    'idempotency_keys',
    'webhook_endpoints',
    'webhook_deliveries',
    'credentials',
    'signals',
    'mailbox_days',
    'suppressions',
    'dmarc_reports',
  ]
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql.query(`select count(*)::int as count from ${table}`)
      return [table, rows[0].count] as const
    }),
  )
  return Object.fromEntries(counts)
}

export const orderOf = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  provider: 'microsoft365',
  mailboxes: [{ localPart: 'anna', displayName: 'Anna Lee' }],
  registration: 'register',
  dns: 'managed',
  ...more,
})

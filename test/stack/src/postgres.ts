import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { ChildSpec } from './child.ts'
import { findBinaries } from './postgres-binaries.ts'
import { clearStaleLock } from './postgres-lock.ts'
import { type PostgresPlace, preparePlace } from './postgres-place.ts'
import { until } from './readiness.ts'

const execute = promisify(execFile)
const owner = 'coldframe'
const database = 'coldframe'

export type PostgresOptions = {
  dataDirectory: string
  port: number
  environment: Record<string, string>
  say: (line: string) => void
  /** false: data that nobody will miss after a power cut (tests). */
  isDurable?: boolean
}

const settings = (port: number, isDurable: boolean) => ({
  listen_addresses: '127.0.0.1',
  port: String(port),
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  timezone: 'UTC',
  fsync: isDurable ? 'on' : 'off',
  full_page_writes: isDurable ? 'on' : 'off',
  // After a crash the whole folder is flushed first; file by file that takes seconds.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
})

async function initialise({ folder, binaries, user }: PostgresPlace, isDurable: boolean): Promise<void> {
  const data = path.join(folder, 'data')
  if (existsSync(data)) return
  const draft = path.join(folder, 'draft')
  rmSync(draft, { recursive: true, force: true })
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const access = ['--username', owner, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const form = ['--encoding=UTF8', '--locale=C', '--no-instructions', ...(isDurable ? [] : ['--no-sync'])]
  await execute(binaries.initdb, ['--pgdata', draft, ...access, ...form], { cwd: folder, ...user })
  // Renamed when whole: an initdb that was interrupted is begun anew.
  renameSync(draft, data)
}

/** 57P03: it starts up or recovers. */
async function canQuery(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** 42P04: it is there already. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === '42P04')) throw error
  } finally {
    await client.end()
  }
}

/** An embedded Postgres as a child to supervise, and how to reach it. */
export async function createPostgres({ dataDirectory, port, environment, say, isDurable = true }: PostgresOptions) {
  const place = preparePlace(path.resolve(dataDirectory), await findBinaries())
  if (place.isMoved)
    say(`Postgres cannot run as root, and its user does not reach ${dataDirectory}: its data is in ${place.folder}`)
  await initialise(place, isDurable)
  const data = path.join(place.folder, 'data')
  const password = readFileSync(path.join(place.folder, 'password'), 'utf8')
  const urlOf = (name: string) => `postgres://${owner}:${password}@127.0.0.1:${port}/${name}`
  const flags = Object.entries(settings(port, isDurable)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const spec: ChildSpec = {
    name: 'postgres',
    command: place.binaries.postgres,
    args: ['-D', data, ...flags],
    directory: place.folder,
    environment: { ...environment, LC_ALL: 'C' },
    user: place.user,
    beforeStart: () => clearStaleLock(data),
    isReady: ({ signal }) => until(() => canQuery(urlOf('postgres')), signal),
    // SIGINT is the fast shutdown; SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    stopTimeoutMs: 2500,
  }
  return { spec, url: urlOf(database), prepare: () => createDatabase(urlOf('postgres'), database) }
}

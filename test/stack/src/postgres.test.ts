import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import t from 'tap'
import { inheritedEnvironment } from './config.ts'
import { nextFreePort } from './ports.ts'
import { createPostgres } from './postgres.ts'
import { findBinaries } from './postgres-binaries.ts'
import { canReach, movedFolder, postgresUser, preparePlace, removePlace } from './postgres-place.ts'
import { until } from './readiness.ts'
import { createSupervisor } from './supervisor.ts'

const never = new AbortController().signal
const environment = inheritedEnvironment()
const user = postgresUser()
const asRoot = user ? {} : { skip: 'only root lends Postgres another user' }

type Teardown = { teardown(end: () => unknown): void }

function folder(t: Teardown, mode: number): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'coldframe-stack-'))
  chmodSync(made, mode)
  t.teardown(() => {
    removePlace(made)
    rmSync(made, { recursive: true, force: true })
  })
  return made
}

async function start(t: Teardown, dataDirectory: string) {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const options = { dataDirectory, environment, say, port: await nextFreePort(0), isDurable: false }
  const postgres = await createPostgres(options)
  const supervisor = createSupervisor({ logDirectory: path.join(dataDirectory, 'logs'), say, onProcesses: () => {} })
  t.teardown(() => supervisor.stop())
  await supervisor.start(postgres.spec, 1)
  await postgres.prepare()
  return { ...postgres, supervisor, lines }
}

async function query(connectionString: string, text: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(text).finally(() => client.end())
  return rows
}

t.test('it keeps what was committed over kill -9, a stop, and a lock that names somebody else', async (t) => {
  const dataDirectory = folder(t, 0o755)
  const { url, spec, supervisor, lines } = await start(t, dataDirectory)
  await query(url, 'create table kept as select 42 as answer')
  supervisor.kill('postgres', 'SIGKILL')
  await until(() => lines.some((line) => line.includes('ready again')), never)
  t.same(await query(url, 'select answer from kept'), [{ answer: 42 }])
  const [form] = await query(
    url,
    `select getdatabaseencoding() as encoding, current_setting('max_connections') as most`,
  )
  t.same(form, { encoding: 'UTF8', most: '200' })
  await supervisor.stop()
  const lock = path.join(spec.directory, 'data', 'postmaster.pid')
  writeFileSync(lock, `${process.ppid}\n${path.dirname(lock)}\n`)
  const again = await start(t, dataDirectory)
  t.same(await query(again.url, 'select answer from kept'), [{ answer: 42 }], 'the next start takes it up again')
  await t.rejects(query(again.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1'), { code: '28P01' })
})

t.test('as root, a folder that the user cannot reach is left for one that it can', asRoot, async (t) => {
  const dataDirectory = folder(t, 0o700)
  const { url, lines, spec } = await start(t, dataDirectory)
  t.same(await query(url, 'select 1 as one'), [{ one: 1 }])
  t.match(lines[0], /does not reach .*: its data is in /)
  t.notOk(spec.directory.startsWith(dataDirectory))
  chmodSync(dataDirectory, 0o755)
  t.equal(preparePlace(dataDirectory, await findBinaries()).folder, spec.directory, 'and it stays there')
  removePlace(dataDirectory)
  t.notOk(existsSync(spec.directory))
})

t.test('as root, binaries that the user cannot reach are copied and run', asRoot, async (t) => {
  if (!user) return
  const dataDirectory = folder(t, 0o700)
  const binaries = await findBinaries()
  const hidden = path.join(dataDirectory, 'native')
  cpSync(path.dirname(path.dirname(binaries.postgres)), hidden, { recursive: true, verbatimSymlinks: true })
  const within = (name: string) => path.join(hidden, 'bin', name)
  const place = preparePlace(dataDirectory, { ...binaries, initdb: within('initdb'), postgres: within('postgres') })
  t.ok(place.binaries.postgres.startsWith(movedFolder(dataDirectory, user)))
  const { stdout } = spawnSync(place.binaries.postgres, ['--version'], { ...user, cwd: place.folder })
  t.match(stdout.toString(), /^postgres \(PostgreSQL\) 18/)
  t.ok(canReach(place.folder, user))
  t.notOk(canReach(dataDirectory, user))
  t.match(readFileSync('/proc/self/status', 'utf8'), /Uid:\t0/, 'this process itself stays root')
})

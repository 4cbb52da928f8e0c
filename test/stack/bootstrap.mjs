// `npm start` and `npm test` begin here: plain JavaScript for Node >= 20, nothing installed yet.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDependencies, ensureNode } from './bootstrap/dependencies.mjs'
import { runEntry } from './bootstrap/entry.mjs'
import { withLock } from './bootstrap/lock.mjs'
import { BootstrapError, step } from './bootstrap/report.mjs'
import { ensureTemporal } from './bootstrap/temporal.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
const usage = 'Usage: node test/stack/bootstrap.mjs start|test [flags] | run SCRIPT [arguments]'

/** @param {string[]} argv @returns {{script: string, args: string[], needsTestServer: boolean}} */
function readArguments(argv) {
  const [mode, ...args] = argv
  if (mode === 'start') return { script: 'test/stack/src/start.ts', args, needsTestServer: false }
  if (mode === 'test') return { script: 'test/stack/src/test.ts', args, needsTestServer: true }
  const [script, ...rest] = args
  if (mode === 'run' && script !== undefined) return { script, args: rest, needsTestServer: false }
  throw new BootstrapError(usage)
}

/** @param {boolean} needsTestServer */
async function prepare(needsTestServer) {
  const node = await withLock(path.join(root, '.coldframe', 'bootstrap.lock'), async () => {
    await ensureDependencies(root)
    return ensureNode(root)
  })
  return { node, environment: await ensureTemporal({ root, node, environment: process.env, needsTestServer }) }
}

async function main() {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new BootstrapError(`Node 20 or newer is needed, this is ${process.version}.`)
  }
  const { script, args, needsTestServer } = readArguments(process.argv.slice(2))
  const { node, environment } = await prepare(needsTestServer)
  process.exitCode = await runEntry({ root, node, script: path.resolve(root, script), args, environment })
}

main().catch((error) => {
  step.end()
  process.stderr.write(`${error instanceof BootstrapError ? error.message : error.stack}\n`)
  process.exitCode = 1
})

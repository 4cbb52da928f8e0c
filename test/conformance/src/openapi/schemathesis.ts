import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Say } from '@coldframe/bench'
import { documentFile, settings, toolCache } from './paths.ts'
import { type Report, readReport } from './read-report.ts'
import { runTool, tryTool } from './run-tool.ts'
import type { Things } from './world.ts'

const PACKAGE = 'schemathesis==4.32.5'
const INSTALL_TIMEOUT_MS = 5 * 60_000
const RUN_TIMEOUT_MS = 9 * 60_000

/** In a place of its own. Null where Python is not installed, or pip cannot fetch it. */
export async function installSchemathesis(say: Say, signal: AbortSignal): Promise<string | null> {
  const directory = path.join(toolCache, PACKAGE.replaceAll('=', '-'))
  const binary = path.join(directory, 'bin', 'schemathesis')
  if (existsSync(binary)) return binary
  say('installing schemathesis, once')
  const options = { signal, timeoutMs: INSTALL_TIMEOUT_MS }
  const made = await tryTool('python3', ['-m', 'venv', directory], options)
  if (made?.code !== 0) return null
  const pip = path.join(directory, 'bin', 'pip')
  const installed = await tryTool(pip, ['install', '--quiet', '--disable-pip-version-check', PACKAGE], options)
  return installed?.code === 0 ? binary : null
}

export interface Target {
  baseUrl: string
  /** Keys of two accounts that must not see each other's things. */
  keys: [string, string]
  things: Things
  /** Where its files go, keys among them. */
  directory: string
}

/** Web Fuzzing Commons: who there is. */
const identities = (keys: string[]) => ({
  auth: keys.map((key, index) => ({
    name: `account-${index + 1}`,
    fixedHeaders: [{ name: 'Authorization', value: `Bearer ${key}` }],
  })),
})

/** The settings that are kept, behind those of this run: TOML wants what belongs to no table first. */
function writeSettings({ keys, directory }: Target): string {
  const identityFile = path.join(directory, 'identities.json')
  writeFileSync(identityFile, JSON.stringify(identities(keys)), { mode: 0o600 })
  const own = [
    `hooks = ${JSON.stringify(path.join(settings, 'hooks.py'))}`,
    'continue-on-failure = true',
    // A stream of a running operation has no end.
    'max-stream-events = 1',
    'request-timeout = 10',
    '[auth.wfc]',
    `path = ${JSON.stringify(identityFile)}`,
    'user = "account-1"',
    'peers = ["account-1", "account-2"]',
  ]
  const file = path.join(directory, 'schemathesis.toml')
  writeFileSync(file, `${own.join('\n')}\n${readFileSync(path.join(settings, 'schemathesis.toml'), 'utf8')}`)
  return file
}

/** `schemathesis run --checks all` over the whole document. */
export async function runSchemathesis(
  binary: string,
  target: Target,
  { examples, operations, signal }: { examples: number; operations: string[]; signal: AbortSignal },
): Promise<Report> {
  const { baseUrl, things, directory } = target
  const events = path.join(directory, 'events.ndjson')
  const summary = path.join(directory, 'summary.json')
  const args = [
    ...['--config-file', writeSettings(target), 'run', documentFile, '--url', baseUrl, '--checks', 'all', '--no-color'],
    ...['--max-examples', String(examples), '--generation-database', 'none', '--report', 'ndjson,json'],
    ...['--report-ndjson-path', events, '--report-json-path', summary],
  ]
  const environment = { THINGS: JSON.stringify(things), PYTHONDONTWRITEBYTECODE: '1' }
  const outcome = await runTool(binary, args, { environment, signal, timeoutMs: RUN_TIMEOUT_MS, directory })
  if (!existsSync(summary)) throw new Error(`schemathesis has not run: ${outcome.stdout}${outcome.stderr}`)
  if (outcome.code !== 0) console.error(outcome.stdout)
  return readReport(readFileSync(summary, 'utf8'), readFileSync(events, 'utf8'), operations)
}

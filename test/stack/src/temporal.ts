import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { cachedPath, cli, testServer } from '../bootstrap/temporal.mjs'
import type { ChildSpec } from './child.ts'
import type { StackConfig } from './config.ts'
import { root } from './paths.ts'
import { until } from './readiness.ts'

const execute = promisify(execFile)
/** How long a finished workflow can be looked at. */
const retention = '72h'

/** Where the bootstrap put Temporal's programs, for whoever runs without it. */
export function temporalPrograms(config: StackConfig): { cli: string; testServer: string | undefined } {
  const [cachedCli, cachedTestServer] = [cachedPath(root, cli), cachedPath(root, testServer)]
  return {
    cli: config.TEMPORAL_CLI ?? (existsSync(cachedCli) ? cachedCli : 'temporal'),
    testServer: config.TEMPORAL_TEST_SERVER ?? (existsSync(cachedTestServer) ? cachedTestServer : undefined),
  }
}

export type TemporalOptions = {
  program: string
  dataDirectory: string
  port: number
  namespace: string
  environment: Record<string, string>
}

/**
 * Temporal's own dev server as a child to supervise. WAL without a flush per commit is six times as fast and loses
 * nothing when the process is killed; only a power cut may lose the last moments.
 */
export function createTemporal({ program, dataDirectory, port, namespace, environment }: TemporalOptions) {
  const folder = path.join(dataDirectory, 'temporal')
  mkdirSync(folder, { recursive: true })
  const address = `127.0.0.1:${port}`
  const own = withoutTemporal(environment)
  const files = ['--db-filename', path.join(folder, 'temporal.db')]
  const pragmas = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=OFF']
  const place = ['--headless', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace]
  const spec: ChildSpec = {
    name: 'temporal',
    command: program,
    args: ['server', 'start-dev', ...place, ...files, ...pragmas, '--log-level', 'warn'],
    directory: folder,
    environment: own,
    isReady: ({ signal }) => until(() => acceptsNamespace({ program, address, namespace, environment: own }), signal),
    stopTimeoutMs: 2500,
  }
  return { spec, address }
}

/** The CLI reads TEMPORAL_…, and those may be meant for another server. */
function withoutTemporal(environment: Record<string, string>) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TEMPORAL_')))
}

type NamespaceCall = { program: string; address: string; namespace: string; environment: Record<string, string> }

/** Setting the retention is also the proof that the server serves. */
async function acceptsNamespace({ program, address, namespace, environment }: NamespaceCall): Promise<boolean> {
  const args = ['operator', 'namespace', 'update', '--address', address, '-n', namespace, '--retention', retention]
  try {
    await execute(program, [...args, '--command-timeout', '5s'], { env: environment })
    return true
  } catch {
    return false
  }
}

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { startPostgres, startTemporal } from './backend.ts'
import { inheritedEnvironment, readConfig } from './config.ts'
import { nextFreePort } from './ports.ts'
import { createSay } from './progress.ts'
import { runTap } from './run-tap.ts'
import { shutdownSignal } from './shutdown.ts'
import { describeTapResult, parseTapResult } from './tap-result.ts'
import { temporalPrograms } from './temporal.ts'
import { createTemporaryDirectory, removeTemporaryDirectory, sweepTemporaryDirectories } from './temporary-directory.ts'
import { createTree, type Tree } from './tree.ts'

const config = readConfig()
const environment = inheritedEnvironment()
const say = createSay()

async function startServers(dataDirectory: string, { supervisor }: Tree) {
  const postgres = await nextFreePort(0)
  const ports = { postgres, temporal: await nextFreePort(0, { taken: new Set([postgres]) }) }
  const options = { config, dataDirectory, ports, environment, isDurable: false, say }
  const [databaseUrl, temporalAddress] = await Promise.all([
    startPostgres(options, supervisor),
    startTemporal(options, supervisor),
  ])
  return testEnvironment(databaseUrl, temporalAddress)
}

function testEnvironment(databaseUrl: string, temporalAddress: string): Record<string, string> {
  const { testServer } = temporalPrograms(config)
  return {
    ...environment,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: config.TEMPORAL_NAMESPACE,
    ...(testServer ? { TEMPORAL_TEST_SERVER: testServer } : {}),
    NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim(),
  }
}

/** Answers the line that tells the result. */
async function runTests(dataDirectory: string, stop: AbortSignal): Promise<string> {
  const outputFile = path.join(dataDirectory, 'output.tap')
  const tree = await createTree(dataDirectory, say)
  stop.addEventListener('abort', () => void tree.stop())
  try {
    const run = { args: process.argv.slice(2), environment: await startServers(dataDirectory, tree) }
    process.exitCode = await runTap({ ...run, outputFile, stop })
    const result = existsSync(outputFile) ? parseTapResult(readFileSync(outputFile, 'utf8')) : null
    if (!result) throw new Error('tap ended without a result.')
    return describeTapResult(result)
  } finally {
    await tree.stop()
  }
}

async function main() {
  const stop = shutdownSignal()
  await sweepTemporaryDirectories()
  const dataDirectory = createTemporaryDirectory()
  let summary = '0 passed, 1 failed'
  try {
    summary = await runTests(dataDirectory, stop)
  } catch (error) {
    process.exitCode = 1
    console.error(error instanceof Error ? error.message : error)
  }
  removeTemporaryDirectory(dataDirectory)
  if (stop.aborted) process.exitCode = 130
  console.log(`Assertions of all test files:\n${summary}`)
}

await main()

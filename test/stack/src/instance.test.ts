import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { z } from 'zod'
import { inheritedEnvironment } from './config.ts'
import { fakeEntries } from './fixtures/fake-entries.ts'
import { startInstance } from './instance.ts'
import { startTimeOf } from './process-identity.ts'
import { forgetProcesses } from './process-record.ts'
import { until } from './readiness.ts'
import { createTemporaryDirectory, removeTemporaryDirectory } from './temporary-directory.ts'

const never = new AbortController().signal
const Pids = z.record(z.string(), z.number())
const Settings = z.record(z.string(), z.string())

type Teardown = { teardown(end: () => unknown): void }

function directory(t: Teardown): string {
  const made = createTemporaryDirectory()
  t.teardown(() => removeTemporaryDirectory(made))
  return made
}

async function start(t: Teardown, dataDir: string) {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const settings = { entries: fakeEntries, environment: { EXTRA: 'yes' }, isDurable: false }
  const instance = await startInstance({ dataDir, say, ...settings })
  t.teardown(() => instance.stop())
  return { instance, lines }
}

const readInstance = (dataDir: string) => JSON.parse(readFileSync(path.join(dataDir, 'instance.json'), 'utf8'))

/** Two tests use it one after the other: making a cluster takes most of the time. */
const dataDir = directory(t)

t.test('it starts all, tells where, keeps it up, and stops all', async (t) => {
  const { instance, lines } = await start(t, dataDir)
  t.same(Object.keys(instance.pids).sort(), ['api', 'postgres', 'sandbox', 'temporal', 'worker'])
  const { baseUrl, graphqlUrl, testKey, sandboxUrl, dns, pids } = instance
  t.same(readInstance(dataDir), { baseUrl, graphqlUrl, testKey, sandboxUrl, dns, pids })
  for (const name of ['instance.json', 'master-key', 'test-key']) {
    t.equal(statSync(path.join(dataDir, name)).mode & 0o777, 0o600, name)
  }
  const told = Settings.parse(await (await fetch(`${baseUrl}/settings`)).json())
  t.match(told, { DATABASE_URL: instance.databaseUrl, TEMPORAL_ADDRESS: instance.temporalAddress, EXTRA: 'yes' })
  t.match(told, { TEST_GRAPH_URL: /^https:\/\/localhost:\d+$/, TEMPORAL_NAMESPACE: 'coldframe' })
  t.equal(Buffer.from(told.MASTER_KEY ?? '', 'base64').length, 32)
  instance.kill('worker', 'SIGKILL')
  await until(() => lines.some((line) => line.startsWith('worker is ready again')), never)
  t.not(readInstance(dataDir).pids.worker, pids.worker)
  const before = Object.values(instance.pids)
  await instance.stop()
  t.same(before.map(startTimeOf), [null, null, null, null, null])
  t.notOk(existsSync(path.join(dataDir, 'instance.json')))
})

t.test('two run side by side, and the next start of one keeps its addresses, key and data', async (t) => {
  const [mine, other] = [directory(t), directory(t)]
  const [first, second] = await Promise.all([start(t, mine), start(t, other)])
  t.not(first.instance.baseUrl, second.instance.baseUrl)
  await first.instance.stop()
  const again = await start(t, mine)
  const { baseUrl, testKey, databaseUrl, temporalAddress } = first.instance
  await Promise.all([second.instance.stop(), again.instance.stop()])
  t.match(again.instance, { baseUrl, testKey, databaseUrl, temporalAddress })
})

t.test('what a killed supervisor left is ended before the next start', async (t) => {
  forgetProcesses(dataDir)
  const script = path.join(import.meta.dirname, 'fixtures', 'run-instance.ts')
  const supervisor = spawn('node', [script, dataDir], {
    env: inheritedEnvironment(),
  })
  const [printed] = await once(supervisor.stdout, 'data')
  const left = Object.values(Pids.parse(JSON.parse(String(printed))))
  await t.rejects(start(t, dataDir), { message: /runs an instance in .* already/ })
  supervisor.kill('SIGKILL')
  await once(supervisor, 'exit')
  t.ok(left.every((pid) => startTimeOf(pid) !== null))
  const { lines } = await start(t, dataDir)
  t.match(lines[0], /^ended what an earlier, killed start left: .*postgres/)
  t.ok(left.every((pid) => startTimeOf(pid) === null))
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { inheritedEnvironment } from './config.ts'
import { startTimeOf } from './process-identity.ts'
import { endLeftovers, recordProcesses, runningSupervisor } from './process-record.ts'

const env = inheritedEnvironment()

async function sleeper() {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env })
  await once(child, 'spawn')
  return { child, pid: child.pid ?? 0 }
}

function record(directory: string, supervisor: object, child: object) {
  const children = [{ name: 'worker', stopSignal: 'SIGTERM', ...child }]
  writeFileSync(path.join(directory, 'processes.json'), JSON.stringify({ supervisor, children }))
}

t.test('the supervisor of a data folder is known while it lives', async (t) => {
  const directory = t.testdir()
  recordProcesses(directory, [])
  t.equal(runningSupervisor(directory), process.pid)
  record(directory, { pid: process.pid, startTime: 'long ago' }, { pid: 2 ** 22, startTime: '' })
  t.equal(runningSupervisor(directory), null, 'another process with the same id is not it')
})

t.test('children of a killed supervisor are ended', async (t) => {
  const directory = t.testdir()
  const { pid } = await sleeper()
  record(directory, { pid: 2 ** 22, startTime: 'gone' }, { pid, startTime: startTimeOf(pid) })
  t.same(await endLeftovers(directory), ['worker'])
  t.equal(startTimeOf(pid), null)
})

t.test('a process that only shares the id of an earlier child is left alone', async (t) => {
  const directory = t.testdir()
  const { child, pid } = await sleeper()
  t.teardown(() => child.kill('SIGKILL'))
  record(directory, { pid: 2 ** 22, startTime: 'gone' }, { pid, startTime: 'another' })
  t.same(await endLeftovers(directory), [])
  t.ok(startTimeOf(pid))
})

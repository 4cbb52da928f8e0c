import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { ChildSpec } from './child.ts'
import { inheritedEnvironment } from './config.ts'
import { startTimeOf } from './process-identity.ts'
import { until, whenPrinted } from './readiness.ts'
import { createSupervisor, type RunningProcess } from './supervisor.ts'

const never = new AbortController().signal
const ready = `console.log('{"ready":true}')`
const stay = 'setInterval(() => {}, 1000)'
const isReady = whenPrinted((line) => JSON.stringify(line) === '{"ready":true}')

function fake(t: Tap, name: string, script: string, more: Partial<ChildSpec> = {}): ChildSpec {
  const environment = inheritedEnvironment()
  return { name, command: 'node', args: ['-e', script], directory: t.testdirName, environment, isReady, ...more }
}

type Tap = { testdirName: string; testdir(): string; teardown(end: () => Promise<void>): void }

function build(t: Tap) {
  const directory = t.testdir()
  const lines: string[] = []
  let processes: RunningProcess[] = []
  const supervisor = createSupervisor({
    logDirectory: path.join(directory, 'logs'),
    say: (line) => lines.push(line),
    onProcesses: (now) => {
      processes = now
    },
  })
  t.teardown(() => supervisor.stop())
  return { supervisor, lines, directory, processes: () => processes }
}

t.test('a child that dies is started again, and that is said with the reason', async (t) => {
  const { supervisor, lines, processes } = build(t)
  await supervisor.start(fake(t, 'worker', `${ready};${stay}`), 1)
  const first = supervisor.pids().worker
  supervisor.kill('worker', 'SIGKILL')
  await until(() => lines.length === 2, never)
  t.match(lines, [/^worker died \(SIGKILL\); starting it again in 0\.1 s$/, /^worker is ready again/])
  t.not(supervisor.pids().worker, first)
  t.same(processes(), [{ name: 'worker', pid: supervisor.pids().worker, stopSignal: 'SIGTERM' }])
})

t.test('a child that keeps dying is started again after longer and longer waits', async (t) => {
  const { supervisor, lines, directory } = build(t)
  const flag = path.join(directory, 'flag')
  const script = `require('fs').existsSync('${flag}') ? process.exit(7) : ${ready};${stay}`
  await supervisor.start(fake(t, 'api', script), 1)
  writeFileSync(flag, '')
  supervisor.kill('api', 'SIGTERM')
  await until(() => lines.length === 3, never)
  t.match(lines, [/\(SIGTERM\).* in 0\.1 s/, /\(exit code 7\).* in 0\.2 s/, /\(exit code 7\).* in 0\.4 s/])
})

t.test('a child that does not start is an error with its last words', async (t) => {
  const { supervisor, processes } = build(t)
  const script = `console.error('no such table'); process.exit(3)`
  await t.rejects(supervisor.start(fake(t, 'migrate', script), 1), {
    message: /^migrate does not start: exit code 3\n {2}no such table\n.*migrate\.log/,
  })
  t.same(processes(), [])
})

t.test('a child that never becomes ready is ended', async (t) => {
  const { supervisor } = build(t)
  const child = fake(t, 'slow', `console.log(process.pid);${stay}`, { readyTimeoutMs: 300 })
  await t.rejects(supervisor.start(child, 1), { message: /^slow does not start: not ready after 0\.3 s/ })
})

t.test('a command that does not exist is an error', async (t) => {
  const { supervisor } = build(t)
  await t.rejects(supervisor.start({ ...fake(t, 'x', ''), command: '/no/such/program' }, 1), { message: /ENOENT/ })
})

t.test('stages are stopped in reverse order', async (t) => {
  const { supervisor, directory } = build(t)
  const file = path.join(directory, 'order')
  const note = (name: string) =>
    `process.on('SIGTERM', () => { require('fs').appendFileSync('${file}', '${name} '); process.exit() });${ready};${stay}`
  await supervisor.start(fake(t, 'postgres', note('postgres')), 1)
  await supervisor.start(fake(t, 'api', note('api')), 3)
  await supervisor.start(fake(t, 'sandbox', note('sandbox')), 2)
  await supervisor.stop()
  t.equal(readFileSync(file, 'utf8'), 'api sandbox postgres ')
  t.same(supervisor.pids(), {})
})

t.test('a child that ignores SIGTERM is killed when its time is over', async (t) => {
  const { supervisor } = build(t)
  const script = `process.on('SIGTERM', () => {});${ready};${stay}`
  await supervisor.start(fake(t, 'stubborn', script, { stopTimeoutMs: 200 }), 1)
  const pid = supervisor.pids().stubborn ?? 0
  await supervisor.stop()
  t.equal(startTimeOf(pid), null)
})

const withGrandchild = (file: string, handler: string) => `
  const { pid } = require('child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM',()=>{});${stay}"])
  require('fs').writeFileSync('${file}', String(pid)); ${handler}; ${ready}; ${stay}`

t.test('a grandchild does not outlive the stop', async (t) => {
  const { supervisor, directory } = build(t)
  const file = path.join(directory, 'grandchild')
  await supervisor.start(fake(t, 'parent', withGrandchild(file, ''), { stopTimeoutMs: 300 }), 1)
  const grandchild = Number(readFileSync(file, 'utf8'))
  t.ok(startTimeOf(grandchild))
  await supervisor.stop()
  t.equal(startTimeOf(grandchild), null)
})

t.test('a grandchild of a killed child is ended before the child starts again', async (t) => {
  const { supervisor, directory, lines } = build(t)
  const file = path.join(directory, 'grandchild')
  await supervisor.start(fake(t, 'parent', withGrandchild(file, ''), { stopTimeoutMs: 300 }), 1)
  const grandchild = Number(readFileSync(file, 'utf8'))
  supervisor.kill('parent', 'SIGKILL')
  await until(() => lines.length === 2, never)
  t.equal(startTimeOf(grandchild), null)
})

t.test('a stop while a child waits to be started again ends at once', async (t) => {
  const { supervisor, directory, lines } = build(t)
  const flag = path.join(directory, 'flag')
  const script = `if (require('fs').existsSync('${flag}')) process.exit(7); ${ready};${stay}`
  await supervisor.start(fake(t, 'api', script), 1)
  writeFileSync(flag, '')
  supervisor.kill('api', 'SIGKILL')
  await until(() => lines.length === 3, never)
  await supervisor.stop()
  const count = lines.length
  await sleep(600)
  t.equal(lines.length, count)
  t.ok(existsSync(path.join(directory, 'logs', 'api.log')))
})

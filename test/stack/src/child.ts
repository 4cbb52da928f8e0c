import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChildLog, openChildLog } from './child-log.ts'
import { endGroup, signalGroup } from './process-group.ts'
import type { Probe } from './readiness.ts'

export type StopSignal = 'SIGTERM' | 'SIGINT'

export type ChildSpec = {
  name: string
  command: string
  args: string[]
  directory: string
  environment: Record<string, string>
  /** Another user, where this one is refused. */
  user?: { uid: number; gid: number }
  isReady: Probe
  readyTimeoutMs?: number
  beforeStart?: () => Promise<void>
  stopSignal?: StopSignal
  stopTimeoutMs?: number
}

export type ChildDependencies = {
  logDirectory: string
  say: (line: string) => void
  /** Told each time that the child has another process, or none. */
  onProcess: (pid: number | null) => void
}

type Run = { pid: number; ended: Promise<string>; log: ChildLog }

const firstBackOffMs = 100
const longestBackOffMs = 5000
/** A child that stood this long begins again with the shortest wait. */
const steadyMs = 10_000

export const stopSignalOf = (spec: ChildSpec): StopSignal => spec.stopSignal ?? 'SIGTERM'
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}

/** Its own session and group: Ctrl-C in a terminal reaches the supervisor alone, and a group can be ended as a whole. */
function spawnRun(spec: ChildSpec, logDirectory: string): Run {
  const log = openChildLog(logDirectory, spec.name)
  const child = spawn(spec.command, spec.args, {
    cwd: spec.directory,
    env: spec.environment,
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
    ...spec.user,
  })
  const ended = endOf(child)
  void ended.then(() => log.close())
  return { pid: child.pid ?? 0, ended, log }
}

async function becomesReady(spec: ChildSpec, run: Run): Promise<string | null> {
  const over = new AbortController()
  const timeoutMs = spec.readyTimeoutMs ?? 60_000
  const timer = setTimeout(() => over.abort(new Error(`not ready after ${seconds(timeoutMs)}`)), timeoutMs)
  void run.ended.then((reason) => over.abort(new Error(reason)))
  try {
    await spec.isReady({ log: run.log, signal: over.signal })
    return null
  } catch (error) {
    return over.signal.aborted ? String(over.signal.reason.message) : String(error)
  } finally {
    clearTimeout(timer)
  }
}

export type Child = ReturnType<typeof createChild>

/** One process that is kept running until it is stopped. */
export function createChild(spec: ChildSpec, { logDirectory, say, onProcess }: ChildDependencies) {
  const stopping = new AbortController()
  let current: Run | null = null
  let supervision: Promise<void> = Promise.resolve()

  /** Answers what went wrong, null when the child serves. */
  async function launch(): Promise<string | null> {
    try {
      await spec.beforeStart?.()
    } catch (error) {
      return String(error)
    }
    if (stopping.signal.aborted) return 'stopped'
    const run = spawnRun(spec, logDirectory)
    current = run
    if (run.pid > 0) onProcess(run.pid)
    const fault = await becomesReady(spec, run)
    if (fault === null) return null
    await clear(run)
    return describeFault(fault, run.log)
  }

  /** Nothing of a failed or dead run may hold a port or a file when the next one begins. */
  async function clear(run: Run) {
    if (run.pid > 0) await endGroup(run.pid, 'SIGKILL', 1000)
    await run.ended
    current = null
    if (!stopping.signal.aborted) onProcess(null)
  }

  async function relaunch(firstReason: string, firstWaitMs: number): Promise<void> {
    let [reason, waitMs] = [firstReason, firstWaitMs]
    while (!stopping.signal.aborted) {
      say(`${spec.name} died (${reason}); starting it again in ${seconds(waitMs)}`)
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      const begin = performance.now()
      const fault = await launch()
      if (fault === null) return say(`${spec.name} is ready again (${seconds(performance.now() - begin)})`)
      reason = fault.split('\n')[0] ?? fault
      waitMs = Math.min(waitMs * 2, longestBackOffMs)
    }
  }

  async function supervise(): Promise<void> {
    let waitMs = firstBackOffMs
    while (current) {
      const begin = performance.now()
      const reason = await current.ended
      if (stopping.signal.aborted) return
      await clear(current)
      if (performance.now() - begin > steadyMs) waitMs = firstBackOffMs
      await relaunch(reason, waitMs)
      waitMs = Math.min(waitMs * 2, longestBackOffMs)
    }
  }

  return {
    spec,
    async start(): Promise<void> {
      const fault = await launch()
      if (fault !== null) throw new Error(`${spec.name} does not start: ${fault}`)
      supervision = supervise()
    },
    async stop(): Promise<void> {
      stopping.abort()
      if (current && current.pid > 0) await endGroup(current.pid, stopSignalOf(spec), spec.stopTimeoutMs ?? 3000)
      await supervision
    },
    kill: (signal: NodeJS.Signals) => current !== null && signalGroup(current.pid, signal),
  }
}

function describeFault(fault: string, log: ChildLog): string {
  return [fault, ...log.lines().slice(-15), `(${log.file})`].join('\n  ')
}

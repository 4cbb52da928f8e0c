import { type Child, type ChildSpec, createChild, type StopSignal, stopSignalOf } from './child.ts'

export type RunningProcess = { name: string; pid: number; stopSignal: StopSignal }

export type SupervisorDependencies = {
  logDirectory: string
  say: (line: string) => void
  /** Told each time that the set of processes changed. */
  onProcesses: (processes: RunningProcess[]) => void
}

export type Supervisor = ReturnType<typeof createSupervisor>

/** A process tree: started in stages, kept running, stopped in the reverse order of the stages. */
export function createSupervisor({ logDirectory, say, onProcesses }: SupervisorDependencies) {
  const children = new Map<string, { child: Child; stage: number }>()
  const alive = new Map<string, RunningProcess>()
  let stopping: Promise<void> | null = null

  function remember(spec: ChildSpec, pid: number | null) {
    if (pid === null) alive.delete(spec.name)
    else alive.set(spec.name, { name: spec.name, pid, stopSignal: stopSignalOf(spec) })
    onProcesses([...alive.values()])
  }

  async function stopStage(stage: number) {
    const members = [...children.values()].filter((member) => member.stage === stage)
    await Promise.all(members.map(({ child }) => child.stop()))
    for (const { child } of members) remember(child.spec, null)
  }

  async function stopAll() {
    const stages = new Set([...children.values()].map(({ stage }) => stage))
    for (const stage of [...stages].sort((a, b) => b - a)) await stopStage(stage)
  }

  return {
    async start(spec: ChildSpec, stage: number): Promise<void> {
      if (stopping) throw new Error(`${spec.name} is not started any more: everything is being stopped`)
      const child = createChild(spec, { logDirectory, say, onProcess: (pid) => remember(spec, pid) })
      children.set(spec.name, { child, stage })
      await child.start()
    },
    pids: (): Record<string, number> => Object.fromEntries([...alive.values()].map(({ name, pid }) => [name, pid])),
    /** Ends a child from outside, as a crash would; it is started again. */
    kill(name: string, signal: NodeJS.Signals): void {
      const found = children.get(name)
      if (!found) throw new Error(`There is no process ${name}; there are ${[...children.keys()].join(', ')}.`)
      found.child.kill(signal)
    },
    stop(): Promise<void> {
      stopping ??= stopAll()
      return stopping
    },
  }
}

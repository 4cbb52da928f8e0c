import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { endLeftovers, forgetProcesses, recordProcesses, runningSupervisor } from './process-record.ts'
import type { Say } from './progress.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

export type Tree = { supervisor: Supervisor; logDirectory: string; stop(): Promise<void> }

/** The process tree of one data folder. There is one at a time, and it ends what a killed one left. */
export async function createTree(dataDirectory: string, say: Say, onChange: () => void = () => {}): Promise<Tree> {
  const other = runningSupervisor(dataDirectory)
  if (other !== null && other !== process.pid) {
    throw new Error(`Process ${other} runs an instance in ${dataDirectory} already; stop that one first.`)
  }
  const ended = await endLeftovers(dataDirectory)
  if (ended.length > 0) say(`ended what an earlier, killed start left: ${ended.join(', ')}`)
  mkdirSync(dataDirectory, { recursive: true })
  recordProcesses(dataDirectory, [])
  const logDirectory = path.join(dataDirectory, 'logs')
  const supervisor = createSupervisor({
    logDirectory,
    say,
    onProcesses: (processes) => {
      recordProcesses(dataDirectory, processes)
      onChange()
    },
  })
  const stop = async () => {
    await supervisor.stop()
    forgetProcesses(dataDirectory)
  }
  return { supervisor, logDirectory, stop }
}

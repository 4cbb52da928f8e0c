import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writePrivateFile } from './private-file.ts'
import { endGroup } from './process-group.ts'
import { startTimeOf } from './process-identity.ts'
import type { RunningProcess } from './supervisor.ts'

const Process = z.object({ pid: z.number().int().min(2), startTime: z.string() })
const Record = z.object({
  supervisor: Process,
  children: z.array(Process.extend({ name: z.string(), stopSignal: z.enum(['SIGTERM', 'SIGINT']) })),
})
const leftoverTimeoutMs = 3000

const fileIn = (dataDirectory: string) => path.join(dataDirectory, 'processes.json')
const isAlive = ({ pid, startTime }: z.output<typeof Process>) => startTimeOf(pid) === startTime

function readRecord(dataDirectory: string): z.output<typeof Record> | null {
  try {
    return Record.parse(JSON.parse(readFileSync(fileIn(dataDirectory), 'utf8')))
  } catch {
    return null
  }
}

/** Whether a supervisor looks after this data folder now. */
export function runningSupervisor(dataDirectory: string): number | null {
  const record = readRecord(dataDirectory)
  return record && isAlive(record.supervisor) ? record.supervisor.pid : null
}

/** Written before anybody depends on a child, so that a killed supervisor leaves none unknown. */
export function recordProcesses(dataDirectory: string, processes: RunningProcess[]): void {
  const children = processes.map((process) => ({ ...process, startTime: startTimeOf(process.pid) ?? '' }))
  const supervisor = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' }
  writePrivateFile(fileIn(dataDirectory), `${JSON.stringify({ supervisor, children })}\n`)
}

export function forgetProcesses(dataDirectory: string): void {
  rmSync(fileIn(dataDirectory), { force: true })
}

/** Ends the children of an earlier supervisor that was killed; answers their names. */
export async function endLeftovers(dataDirectory: string): Promise<string[]> {
  const left = readRecord(dataDirectory)?.children.filter(isAlive) ?? []
  await Promise.all(left.map(({ pid, stopSignal }) => endGroup(pid, stopSignal, leftoverTimeoutMs)))
  return left.map(({ name }) => name)
}

import { readdirSync, readFileSync } from 'node:fs'

interface ProcessFacts {
  pid: number
  parent: number
  residentKiB: number
}

/** Null for a process that has ended meanwhile. proc_pid_status(5). */
function readProcess(pid: number): ProcessFacts | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return { pid, parent: number('PPid'), residentKiB: number('VmRSS') }
  } catch {
    return null
  }
}

/** The processes and all that they started, directly or not. */
export function descendants(processes: ProcessFacts[], roots: number[]): ProcessFacts[] {
  const own = new Set(roots)
  let known = 0
  while (own.size > known) {
    known = own.size
    for (const { pid, parent } of processes) if (own.has(parent)) own.add(pid)
  }
  return processes.filter(({ pid }) => own.has(pid))
}

/** Memory that the processes and their descendants hold, in MiB; pages that several share count for each. */
export function residentMiB(roots: number[]): number | null {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const processes = pids.map((pid) => readProcess(Number(pid))).filter((facts) => facts !== null)
    return descendants(processes, roots).reduce((sum, { residentKiB }) => sum + residentKiB, 0) / 1_024
  } catch {
    return null
  }
}

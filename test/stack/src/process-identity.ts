import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** proc(5): the name (field 2) may hold spaces, so fields are counted behind its last bracket. */
function readProc(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startedTicks] = [fields[0], fields[19]]
  if (state === 'Z' || startedTicks === undefined) return null
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startedTicks}`
}

function readPs(pid: number): string | null {
  const stdout = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
  return stdout.trim().startsWith('Z') ? null : stdout.trim().replace(/^\S+\s+/, '') || null
}

/** When a process began, as a text that no later process with the same id shares; null when there is none. */
export function startTimeOf(pid: number): string | null {
  try {
    return process.platform === 'linux' ? readProc(pid) : readPs(pid)
  } catch {
    return null
  }
}

/** The command line of a process; empty when there is none. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
  } catch {
    return ''
  }
}

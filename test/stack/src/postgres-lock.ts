import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, startTimeOf } from './process-identity.ts'

const endMs = 5000

/** postmaster.pid: the process id, the data folder, the start time … one a line. */
function holderOf(lock: string): number | null {
  if (!existsSync(lock)) return null
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10)
  return Number.isInteger(pid) && pid > 1 ? pid : null
}

/** Only a Postgres of this very folder holds the lock; ids recur, soonest in containers. */
const isServing = (pid: number, data: string) => startTimeOf(pid) !== null && commandOf(pid).includes(data)

/**
 * Makes way for a start. A server that a killed supervisor left is ended; a lock whose process is gone is removed,
 * because Postgres takes any process with that id for a server.
 */
export async function clearStaleLock(data: string): Promise<void> {
  const lock = path.join(data, 'postmaster.pid')
  const pid = holderOf(lock)
  if (pid !== null && isServing(pid, data)) {
    process.kill(pid, 'SIGINT')
    const deadline = performance.now() + endMs
    while (isServing(pid, data)) {
      if (performance.now() > deadline) process.kill(pid, 'SIGKILL')
      await sleep(20)
    }
  }
  rmSync(lock, { force: true })
}

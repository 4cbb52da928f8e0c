import { setTimeout as sleep } from 'node:timers/promises'
import { startTimeOf } from './process-identity.ts'

const pauseMs = 10
const killedTimeoutMs = 1000
/** Some containers have nobody who collects dead orphans; such a group never ends, so it is not waited for long. */
const emptyTimeoutMs = 200

/** Sends a signal to a group that this house started; false when nothing of it is left. */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-groupId, signal)
    return true
  } catch {
    return false
  }
}

async function comesTrue(isTrue: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!isTrue()) {
    if (performance.now() > deadline) return false
    await sleep(pauseMs)
  }
  return true
}

/** Asks the group first, then insists; what outlives its leader gets no further time. */
export async function endGroup(leader: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  signalGroup(leader, signal)
  const hasEnded = () => startTimeOf(leader) === null
  const isPolite = await comesTrue(hasEnded, timeoutMs)
  signalGroup(leader, 'SIGKILL')
  if (!isPolite) await comesTrue(hasEnded, killedTimeoutMs)
  await comesTrue(() => !signalGroup(leader, 0), emptyTimeoutMs)
}

import { rmSync } from 'node:fs'
import { removePlace } from './postgres-place.ts'
import { endLeftovers, runningSupervisor } from './process-record.ts'

/** Removes the data of earlier starts, but not from under one that runs. */
export async function reset(dataDirectory: string): Promise<void> {
  const supervisor = runningSupervisor(dataDirectory)
  if (supervisor !== null) throw new Error(`Process ${supervisor} runs on ${dataDirectory}; stop it before --reset.`)
  await endLeftovers(dataDirectory)
  removePlace(dataDirectory)
  rmSync(dataDirectory, { recursive: true, force: true })
}

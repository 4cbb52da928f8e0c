import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { removePlace } from './postgres-place.ts'
import { endLeftovers, recordProcesses, runningSupervisor } from './process-record.ts'

const prefix = 'coldframe-run-'
const youngMs = 10_000

/** A data folder for one run, which Postgres' user may walk into. */
export function createTemporaryDirectory(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix))
  chmodSync(folder, 0o711)
  recordProcesses(folder, [])
  return folder
}

export function removeTemporaryDirectory(folder: string): void {
  removePlace(folder)
  rmSync(folder, { recursive: true, force: true })
}

/** Ours, and old enough to have its record: another run may be making its folder right now. */
function isSwept(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  return found?.uid === process.getuid?.() && Date.now() - (found?.mtimeMs ?? 0) > youngMs
}

/** Ends and removes what killed runs left. */
export async function sweepTemporaryDirectories(): Promise<void> {
  const names = readdirSync(os.tmpdir()).filter((name) => name.startsWith(prefix))
  for (const folder of names.map((name) => path.join(os.tmpdir(), name))) {
    if (!isSwept(folder) || runningSupervisor(folder) !== null) continue
    await endLeftovers(folder)
    removeTemporaryDirectory(folder)
  }
}

import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const Reading = z.object({
  /** Code of the refusal; null when it was read. */
  refused: z.string().nullable(),
  ms: z.number(),
  /** Peak of the process above what it had needed to start and to read the file from disk. */
  memoryMib: z.number(),
})
export type Reading = z.output<typeof Reading>

const run = promisify(execFile)

/** Reads a file in a process of its own, so that its memory is its own; ended when it takes ten seconds. */
export async function readInChild(file: string): Promise<Reading> {
  const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, 'child.ts'), file], {
    timeout: 10_000,
  })
  return Reading.parse(JSON.parse(stdout))
}

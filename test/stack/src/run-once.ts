import { spawn } from 'node:child_process'
import { openChildLog } from './child-log.ts'
import { root } from './paths.ts'

export type Task = { name: string; args: string[]; environment: Record<string, string>; logDirectory: string }

/** Runs one of our programs to its end; what it says on stdout is the answer, what it complains about goes to its log. */
export async function runOnce({ name, args, environment, logDirectory }: Task): Promise<string> {
  const log = openChildLog(logDirectory, name)
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', log.descriptor],
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8')
  })
  const end = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)))
  })
  const complaints = log.lines().slice(-15)
  log.close()
  if (end === null) return output
  throw new Error([`${name} failed: ${end}`, ...complaints, `(${log.file})`].join('\n  '))
}

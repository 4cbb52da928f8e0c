import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

export interface ToolOptions {
  environment?: Record<string, string>
  signal: AbortSignal
  timeoutMs?: number
  directory?: string
}

/** Runs a tool to its end, whatever that is; throws only where it cannot be started or takes too long. */
export function runTool(command: string, args: string[], options: ToolOptions): Promise<Outcome> {
  const { environment = {}, signal, timeoutMs, directory } = options
  const child = spawn(command, args, {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: timeoutMs ? AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) : signal,
  })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout: stdout.join(''), stderr: stderr.join('') }))
  })
}

function collect(stream: Readable): string[] {
  const parts: string[] = []
  stream.setEncoding('utf8').on('data', (text: string) => parts.push(text))
  return parts
}

/** For tools of the machine, which may not be there: null then. */
export const tryTool = (command: string, args: string[], options: ToolOptions): Promise<Outcome | null> =>
  runTool(command, args, options).catch((error) => {
    options.signal.throwIfAborted()
    return error.code === 'ENOENT' ? null : Promise.reject(error)
  })

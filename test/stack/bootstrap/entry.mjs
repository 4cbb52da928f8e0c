import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs the real entry, hands signals on and answers its exit code. The IPC channel tells the entry when this process
 * is gone, whatever ended it.
 * @param {{root: string, node: string, script: string, args: string[], environment: NodeJS.ProcessEnv}} options
 * @returns {Promise<number>}
 */
export function runEntry({ root, node, script, args, environment }) {
  const bin = path.join(root, 'node_modules', '.bin')
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: root,
    env: { ...environment, PATH: `${bin}${path.delimiter}${environment.PATH ?? ''}` },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0)))
  })
}

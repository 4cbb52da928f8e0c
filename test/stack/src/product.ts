import type { ChildSpec } from './child.ts'
import { root } from './paths.ts'
import { whenHttpOk } from './readiness.ts'

export const productStage = 2

type ProcessOptions = { entry: string; port: number; environment: Record<string, string> }

const nodeArgs = (entry: string) => ['--disable-warning=ExperimentalWarning', entry]

/** Lets activities that run come to their end before it goes; those that do not are done again elsewhere. */
export function createWorker({ entry, port, environment }: ProcessOptions): ChildSpec {
  return {
    name: 'worker',
    command: process.execPath,
    args: nodeArgs(entry),
    directory: root,
    environment: { ...environment, HEALTH_PORT: String(port) },
    isReady: whenHttpOk(`http://127.0.0.1:${port}/readyz`),
    stopTimeoutMs: 3500,
  }
}

export function createApi({ entry, port, environment }: ProcessOptions): ChildSpec {
  return {
    name: 'api',
    command: process.execPath,
    args: nodeArgs(entry),
    directory: root,
    environment: { ...environment, HOST: '127.0.0.1', PORT: String(port) },
    isReady: whenHttpOk(`http://127.0.0.1:${port}/readyz`),
    stopTimeoutMs: 2500,
  }
}

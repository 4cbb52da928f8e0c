export type { Instance, InstanceOptions } from './instance.ts'
export { startInstance } from './instance.ts'
export { createSay, type Say } from './progress.ts'
export type { Delays } from './sandbox.ts'
export { readServerEvents } from './server-events.ts'
export { shutdownSignal } from './shutdown.ts'
export {
  createTemporaryDirectory,
  removeTemporaryDirectory,
  sweepTemporaryDirectories,
} from './temporary-directory.ts'

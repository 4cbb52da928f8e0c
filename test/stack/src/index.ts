export type { Instance, InstanceOptions } from './instance.ts'
export { startInstance } from './instance.ts'
export type { Delays } from './sandbox.ts'
export {
  createTemporaryDirectory,
  removeTemporaryDirectory,
  sweepTemporaryDirectories,
} from './temporary-directory.ts'

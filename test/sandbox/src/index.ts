export { sandboxEnvironment } from './environment.ts'
export { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts'

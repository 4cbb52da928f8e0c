import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { inheritedEnvironment } from './config.ts'
import type { Instance } from './instance.ts'
import { root } from './paths.ts'
import { nextFreePort } from './ports.ts'
import type { Screen } from './screen.ts'

const program = path.join(root, 'examples/burn-and-rotation/burn-and-rotation.ts')

/** Shows the example as it runs against the instance, line by line with the seconds since its start. */
export async function showStory(
  { baseUrl, testKey }: Pick<Instance, 'baseUrl' | 'testKey'>,
  { screen, signal }: { screen: Screen; signal: AbortSignal },
): Promise<void> {
  const startedAt = performance.now()
  const environment = { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: testKey, PORT: `${await nextFreePort(4000)}` }
  const child = spawn(process.execPath, [program], {
    env: { ...inheritedEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => child.kill()
  signal.addEventListener('abort', stop)
  createInterface({ input: child.stdout }).on('line', (line) => {
    screen.print(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`)
  })
  await once(child, 'close')
  signal.removeEventListener('abort', stop)
}

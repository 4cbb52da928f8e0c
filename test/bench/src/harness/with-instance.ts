import {
  createTemporaryDirectory,
  type Instance,
  type InstanceOptions,
  removeTemporaryDirectory,
  startInstance,
  sweepTemporaryDirectories,
} from '@coldframe/stack'
import type { Say } from './progress.ts'

export type MeasuredOptions = Omit<InstanceOptions, 'dataDir' | 'say'> & { say: Say; signal: AbortSignal }

/** Limits are at work, and out of the way. */
const unlimited = { RATE_LIMIT: '100000000' }

/** Runs `work` on a house of its own, which is gone afterwards. */
export async function withInstance<Result>(
  options: MeasuredOptions,
  work: (instance: Instance) => Promise<Result>,
): Promise<Result> {
  await sweepTemporaryDirectories()
  const dataDir = createTemporaryDirectory()
  let instance: Instance | null = null
  try {
    instance = await startInstance({ ...options, dataDir, environment: { ...unlimited, ...options.environment } })
    return await Promise.race([work(instance), whenStopped(options.signal)])
  } finally {
    await instance?.stop()
    removeTemporaryDirectory(dataDir)
  }
}

function whenStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Stopped.')), { once: true })
  })
}

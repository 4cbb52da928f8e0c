import { fileURLToPath } from 'node:url'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import type { Test } from 'tap'

const server = process.env.TEMPORAL_TEST_SERVER
export const cannotSkip = server ? false : 'no time-skipping Temporal server (TEMPORAL_TEST_SERVER)'

export const DAY_MS = 86_400_000

const logger = new DefaultLogger('ERROR')
if (server) Runtime.install({ logger })

/** A Temporal server whose time goes as fast as nothing happens, and our workflows. */
export async function openSkippingServer(t: Test) {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: server ?? '' } },
  })
  t.teardown(() => env.teardown())
  const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url))
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger })
  return {
    env,
    /** A worker does these activities for as long as `run` takes. The name of its task queue serves as id of a workflow too. */
    async withWorker<Result>(activities: object, run: (taskQueue: string) => Promise<Result>): Promise<Result> {
      const taskQueue = `test-${Math.random()}`
      const worker = await Worker.create({ connection: env.nativeConnection, taskQueue, workflowBundle, activities })
      return worker.runUntil(() => run(taskQueue))
    },
  }
}

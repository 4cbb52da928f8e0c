import { fileURLToPath } from 'node:url'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import t from 'tap'
import type { breakOff, succeed } from './broken-workflow-fixture.ts'
import { failureSinks, workflowInterceptors } from './workflow-failures.ts'

Runtime.install({ logger: new DefaultLogger('ERROR') })
const server = process.env.TEMPORAL_TEST_SERVER
const skip = server ? false : 'no time-skipping Temporal server (TEMPORAL_TEST_SERVER)'

t.test('a workflow that breaks off is counted, one that ends is not', { skip }, async (t) => {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: server ?? '' } },
  })
  t.teardown(() => env.teardown())
  const defects: string[] = []
  const taskQueue = 'test'
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./broken-workflow-fixture.ts', import.meta.url)),
    interceptors: { workflowModules: [workflowInterceptors] },
    sinks: failureSinks({ countDefect: (workflow) => void defects.push(workflow) }),
  })
  await worker.runUntil(async () => {
    await env.client.workflow.execute<typeof succeed>('succeed', { taskQueue, workflowId: 'good' })
    await t.rejects(env.client.workflow.execute<typeof breakOff>('breakOff', { taskQueue, workflowId: 'bad' }))
  })
  t.same(defects, ['breakOff'])
})

import { Context } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger, type LogEntry } from '@temporalio/worker'
import { pino } from 'pino'
import t from 'tap'
import { FAILED_FOR_GOOD } from '../contracts.ts'
import { startOtlpReceiver } from '../tracing/otlp-receiver-fixture.ts'
import { noTracing, startTracing } from '../tracing/tracing.ts'
import { createWorkerMetrics } from './metrics.ts'
import { createObserver } from './observe.ts'
import { createCallObserver } from './observe-calls.ts'

const input = { accountId: 'acct_1', livemode: false, domainId: 'dom_1', operationId: 'op_1', requestId: 'req-7' }
const call = {
  provider: 'graph',
  operation: 'createUser',
  outcome: 'ok',
  durationMs: 1.5,
  correlationId: 'c-1',
} as const

const idle = { busy: 0, idle: 2, waiting: 0 }
const backlog = async () => ({ rows: 3, oldestDueMs: 1_500 })

function createWorld(tracing = noTracing) {
  const lines: Record<string, unknown>[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const metrics = createWorkerMetrics({
    db: {
      outbox: { backlog },
      webhookDeliveries: { backlog },
      poolUse: () => ({ work: idle, locks: idle }),
    },
  })
  const onCall = createCallObserver({ log, metrics })(false)
  const spoken: LogEntry[] = []
  const logger = new DefaultLogger('DEBUG', (entry) => void spoken.push(entry))
  const interceptors = [createObserver({ log, metrics, tracing })]
  const run = (activityType: string, work: (...args: unknown[]) => Promise<unknown>, ...args: unknown[]) =>
    new MockActivityEnvironment({ activityType, attempt: 2 }, { interceptors, logger }).run(work, input, ...args)
  return { lines, metrics, onCall, run, spoken }
}

t.test('attempts and their vendor calls are logged under the request that caused them', async (t) => {
  const { lines, onCall, run, spoken } = createWorld()
  await run('create_tenant', async () => {
    Context.current().log.warn('hm')
    onCall(call)
  })
  const ids = { requestId: 'req-7', operationId: 'op_1', domainId: 'dom_1', step: 'create_tenant', attempt: 2 }
  t.match(lines, [
    { ...ids, msg: 'A vendor was called', provider: 'graph', vendorOperation: 'createUser', correlationId: 'c-1' },
    { ...ids, msg: 'An activity was attempted', outcome: 'ok', durationMs: Number },
  ])
  t.match(spoken.find(({ message }) => message === 'hm')?.meta, ids, "the SDK's own log has them as well")
})

t.test('each kind of outcome is counted by step, each call by provider', async (t) => {
  const { metrics, onCall, run } = createWorld()
  const failing = (failure: Error) => run('create_tenant', () => Promise.reject(failure)).catch(() => undefined)
  await run('create_tenant', async () => onCall(call))
  await failing(ApplicationFailure.nonRetryable('no', FAILED_FOR_GOOD))
  await failing(ApplicationFailure.retryable('later', 'RateLimited'))
  await failing(new TypeError('ours'))
  await run('finishOperation', async () => {}, 'failed')
  const text = await metrics.registry.metrics()
  for (const outcome of ['ok', 'failed_for_good', 'rate_limited', 'fault'])
    t.match(text, `coldframe_activity_attempt_duration_seconds_count{step="create_tenant",outcome="${outcome}"} 1`)
  t.match(text, /coldframe_operations_finished_total\{workflow="\w+",status="failed"\} 1/)
  t.match(
    text,
    'coldframe_vendor_call_duration_seconds_count{provider="graph",operation="createUser",outcome="ok",mode="test"} 1',
  )
  t.match(text, 'coldframe_outbox_rows 3')
  t.match(text, 'coldframe_outbox_lag_seconds 1.5')
  t.match(text, 'coldframe_db_pool_connections{pool="locks",state="idle"} 2')
})

t.test('an attempt is a span of the trace that ordered it, its vendor calls are below it', async (t) => {
  const receiver = await startOtlpReceiver(t)
  const tracing = await startTracing({ endpoint: receiver.url, serviceName: 'coldframe-worker' })
  const { onCall, run } = createWorld(tracing)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  Object.assign(input, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
  await run('create_tenant', async () => onCall(call))
  await tracing.stop()
  const [vendor, attempt] = receiver.spans
  t.match(attempt, { name: 'create_tenant', traceId, parentSpanId: '00f067aa0ba902b7' })
  t.match(attempt?.attributes, { requestId: 'req-7', accountId: 'acct_1', outcome: 'ok' })
  t.match(vendor, { name: 'graph createUser', traceId, parentSpanId: attempt?.spanId })
})

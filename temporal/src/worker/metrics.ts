import type { Db } from '@coldframe/db'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { watchPools } from '../metrics/pool-gauge.ts'
import type { VendorCall } from '../providers/call-report.ts'

/** Steps and vendors take from milliseconds to the vendors' time-out. */
const DURATION_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60]

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>

interface Measured extends Pick<Db, 'poolUse'> {
  outbox: Pick<Db['outbox'], 'backlog'>
  webhookDeliveries: Pick<Db['webhookDeliveries'], 'backlog'>
}

/** What the worker counts; Prometheus reads it from `GET /metrics` on HEALTH_PORT. */
export function createWorkerMetrics({ db }: { db: Measured }) {
  const registry = new Registry()
  const registers = [registry]
  watchPools(registry, db)
  watchOutbox(registry, db)
  watchDeliveries(registry, db)
  const sent = new Counter({
    name: 'coldframe_outbox_sends_total',
    help: 'Messages that were handed to Temporal, by outcome; a failed one is sent again.',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const attempts = new Histogram({
    name: 'coldframe_activity_attempt_duration_seconds',
    help: 'Attempts at activities, most of which are steps, by outcome.',
    labelNames: ['step', 'outcome'],
    buckets: DURATION_BUCKETS,
    registers,
  })
  const operations = new Counter({
    name: 'coldframe_operations_finished_total',
    help: 'Operations that came to their end, by workflow and status.',
    labelNames: ['workflow', 'status'],
    registers,
  })
  const defects = new Counter({
    name: 'coldframe_workflow_failures_total',
    help: 'Workflows that broke off without an end of their operation: a defect, never an outcome.',
    labelNames: ['workflow'],
    registers,
  })
  const calls = new Histogram({
    name: 'coldframe_vendor_call_duration_seconds',
    help: 'Requests to vendors, by outcome.',
    labelNames: ['provider', 'operation', 'outcome', 'mode'],
    buckets: DURATION_BUCKETS,
    registers,
  })
  const deliveries = new Histogram({
    name: 'coldframe_webhook_attempt_duration_seconds',
    help: 'Attempts at webhook deliveries, by outcome: `succeeded`, or the code of what was wrong.',
    labelNames: ['outcome', 'mode'],
    buckets: DURATION_BUCKETS,
    registers,
  })

  return {
    registry,
    /** Processor, memory, event loop: of the whole process, so it is asked for once. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    countSend(kind: string, outcome: 'ok' | 'failed' | 'dropped'): void {
      sent.inc({ kind, outcome })
    },
    observeAttempt(step: string, outcome: string, durationMs: number): void {
      attempts.observe({ step, outcome }, durationMs / 1000)
    },
    countEnd(workflow: string, status: string): void {
      operations.inc({ workflow, status })
    },
    countDefect(workflow: string): void {
      defects.inc({ workflow })
    },
    observeCall({ provider, operation, outcome, durationMs }: VendorCall, livemode: boolean): void {
      calls.observe({ provider, operation, outcome, mode: modeOf(livemode) }, durationMs / 1000)
    },
    observeDelivery(outcome: string, livemode: boolean, durationMs: number): void {
      deliveries.observe({ outcome, mode: modeOf(livemode) }, durationMs / 1000)
    },
    watchCircuits(count: () => number): void {
      new Gauge({
        name: 'coldframe_webhook_open_circuits',
        help: 'Webhook endpoints that fail so often that they are only probed.',
        registers,
        collect() {
          this.set(count())
        },
      })
    },
  }
}

const modeOf = (livemode: boolean) => (livemode ? 'live' : 'test')

/** Looked at when Prometheus asks. */
function watchOutbox(registry: Registry, db: Pick<Measured, 'outbox'>): void {
  const registers = [registry]
  new Gauge({
    name: 'coldframe_outbox_rows',
    help: 'Messages that wait for Temporal.',
    registers,
    async collect() {
      this.set((await db.outbox.backlog()).rows)
    },
  })
  new Gauge({
    name: 'coldframe_outbox_lag_seconds',
    help: 'For how long the oldest message that is due has been waiting.',
    registers,
    async collect() {
      this.set((await db.outbox.backlog()).oldestDueMs / 1000)
    },
  })
}

function watchDeliveries(registry: Registry, db: Pick<Measured, 'webhookDeliveries'>): void {
  const registers = [registry]
  new Gauge({
    name: 'coldframe_webhook_backlog_rows',
    help: 'Webhook deliveries that wait for their first attempt.',
    registers,
    async collect() {
      this.set((await db.webhookDeliveries.backlog()).rows)
    },
  })
  new Gauge({
    name: 'coldframe_webhook_lag_seconds',
    help: 'For how long the oldest webhook delivery that is due has been waiting, its endpoint being down or not.',
    registers,
    async collect() {
      this.set((await db.webhookDeliveries.backlog()).oldestDueMs / 1000)
    },
  })
}

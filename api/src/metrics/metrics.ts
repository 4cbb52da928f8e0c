import type { Db } from '@coldframe/db'
import { watchPools } from '@coldframe/temporal'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** OpenTelemetry's advice for `http.server.request.duration`. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

export type ApiMetrics = ReturnType<typeof createApiMetrics>

/** What the API counts; Prometheus reads it from `GET /metrics` on METRICS_PORT. */
export function createApiMetrics({ db }: { db: Pick<Db, 'poolUse'> }) {
  const registry = new Registry()
  const registers = [registry]
  const duration = new Histogram({
    name: 'coldframe_api_request_duration_seconds',
    help: 'Time from the request line to the last byte of the answer; operation is none where a request named none.',
    labelNames: ['operation', 'status'],
    buckets: DURATION_BUCKETS,
    registers,
  })
  const refusals = new Counter({
    name: 'coldframe_api_rate_limited_total',
    help: 'Requests that were refused because the key, or the address with its wrong keys, had sent too many.',
    labelNames: ['limit'],
    registers,
  })
  watchPools(registry, db)

  return {
    registry,
    /** Processor, memory, event loop: of the whole process, so it is asked for once. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    observeRequest(operation: string | null, status: number, durationMs: number): void {
      duration.observe({ operation: operation ?? 'none', status }, durationMs / 1000)
    },
    countRefusal(limit: 'key' | 'address'): void {
      refusals.inc({ limit })
    },
  }
}

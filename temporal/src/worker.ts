import { Runtime } from '@temporalio/worker'
import { readConfig } from './config.ts'
import { startTracing } from './tracing/tracing.ts'
import { createLog, toTemporalLogger } from './worker/log.ts'
import { runWorker } from './worker/run-worker.ts'

const config = readConfig(process.env)
const log = createLog(config.LOG_LEVEL)
Runtime.install({ shutdownSignals: [], logger: toTemporalLogger(log) })
const tracing = await startTracing({ endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: 'coldframe-worker' })

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
await runWorker(config, { log, tracing }, stop.signal)
await tracing.stop().catch((error) => log.warn({ error }, 'The last traces could not be sent'))

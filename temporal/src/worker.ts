import { DefaultLogger, Runtime } from '@temporalio/worker'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { runWorker } from './worker/run-worker.ts'

const config = readConfig(process.env)
const log = pino({ name: 'worker', level: config.LOG_LEVEL })
Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger('INFO', ({ level, message, meta }) =>
    log[level === 'WARN' ? 'warn' : level === 'ERROR' ? 'error' : 'info'](meta ?? {}, message),
  ),
})

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
await runWorker(config, log, stop.signal)

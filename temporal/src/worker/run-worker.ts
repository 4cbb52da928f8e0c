import { fileURLToPath } from 'node:url'
import { createDb, createVault, type Db, keepPartitions } from '@coldframe/db'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { Logger } from 'pino'
import { createActivities } from '../activities/index.ts'
import { createWorkflowSender } from '../client.ts'
import type { WorkerConfig } from '../config.ts'
import { taskQueue } from '../contracts.ts'
import type { Vendors } from '../providers/providers.ts'
import { createNameChooser, createNameSuggester } from '../rotations/choose-name.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { startHealthServer } from './health.ts'
import { heartbeatInterceptor } from './heartbeat.ts'
import { createHousekeeping } from './housekeeping.ts'
import { keepWarmups } from './keep-warmups.ts'
import { createWorkerMetrics } from './metrics.ts'
import { createObserver } from './observe.ts'
import { createCallObserver } from './observe-calls.ts'
import { readReportMail } from './read-report-mail.ts'
import { createRelay } from './relay.ts'
import { setTestPace } from './set-test-pace.ts'
import { createVendorsByMode } from './vendors.ts'
import { createWebhooks } from './webhooks.ts'
import { failureSinks, workflowInterceptors } from './workflow-failures.ts'

const GRACE_MS = 5_000

/** Where the worker tells what it does. */
export interface Observers {
  log: Logger
  tracing: Tracing
}

/** Runs workflows, activities, the outbox relay and the webhook relay until `stop` is aborted. */
export async function runWorker(config: WorkerConfig, { log, tracing }: Observers, stop: AbortSignal): Promise<void> {
  const db = createDb({
    url: config.DATABASE_URL,
    maxConnections: config.DATABASE_CONNECTIONS,
    onConnectionError: (error) => log.warn({ err: error }, 'A database connection broke'),
  })
  await setTestPace(db, config.TEST_DAY_SECONDS)
  const vault = createVault(config.MASTER_KEY)
  const metrics = createWorkerMetrics({ db })
  metrics.watchProcess()
  const vendors = createVendorsByMode(config.vendors, db, vault, createCallObserver({ log, metrics }))
  const isSetUp = (livemode: boolean) => Boolean(config.vendors[livemode ? 'live' : 'test'])
  const suggestNames = createNameSuggester(db, (livemode) => (isSetUp(livemode) ? vendors(livemode).lookup : null))
  const webhooks = createWebhooks({ config: config.webhooks, db, vault, log, metrics })
  const address = {
    address: config.TEMPORAL_ADDRESS,
    tls: config.TEMPORAL_API_KEY ? true : undefined,
    apiKey: config.TEMPORAL_API_KEY,
  }
  const connection = await NativeConnection.connect(address)
  const worker = await Worker.create({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    activities: {
      ...createActivities({ db, vault, vendors, suggestNames, chooseName: createNameChooser(suggestNames) }),
      ...webhooks.activities,
    },
    interceptors: {
      activity: [heartbeatInterceptor, createObserver({ log, metrics, tracing })],
      workflowModules: [workflowInterceptors],
    },
    sinks: failureSinks(metrics),
    maxConcurrentActivityTaskExecutions: 50,
    // Workflows of a worker that died go to another one after this time.
    stickyQueueScheduleToStartTimeout: '3 seconds',
    shutdownGraceTime: GRACE_MS,
  })
  const client = new Client({ connection: await Connection.connect(address), namespace: config.TEMPORAL_NAMESPACE })
  const relay = createRelay({ db, sender: createWorkflowSender(client), log, metrics })
  const housekeeping = createHousekeeping({
    keep: () => db.withLock('housekeeping', () => keepRows(db, new Date())),
    failure: 'Old rows could not be put away',
    log,
  })
  const reports = createHousekeeping({
    keep: () => readReports(vendors, config, db, log),
    failure: 'The mailbox of aggregate reports could not be read',
    log,
  })
  const isReady = async () => {
    await db.ping()
    return worker.getState() === 'RUNNING'
  }
  const health = config.HEALTH_PORT
    ? startHealthServer(config.HEALTH_PORT, { isReady, registry: metrics.registry })
    : null

  stop.addEventListener('abort', () => {
    relay.stop()
    webhooks.relay.stop()
    housekeeping.stop()
    reports.stop()
    worker.shutdown()
  })
  try {
    await Promise.all([worker.run(), relay.run(), webhooks.relay.run(), housekeeping.run(), reports.run()])
  } finally {
    health?.close()
    await Promise.allSettled([client.connection.close(), connection.close(), db.close(), webhooks.close()])
  }
}

async function keepRows(db: Db, now: Date): Promise<void> {
  await keepPartitions(db, now)
  await keepWarmups(db, now)
}

/** One worker at a time reads the mailbox of a mode. */
async function readReports(vendors: (livemode: boolean) => Vendors, config: WorkerConfig, db: Db, log: Logger) {
  for (const livemode of [true, false]) {
    if (!config.vendors[livemode ? 'live' : 'test']) continue
    const mailbox = vendors(livemode).reportMailbox
    if (mailbox) await db.withLock(`dmarc_reports/${livemode}`, () => readReportMail({ db, livemode, mailbox, log }))
  }
}

import { fileURLToPath } from 'node:url'
import { createDb, createVault } from '@coldframe/db'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { Logger } from 'pino'
import { createActivities } from '../activities/index.ts'
import { createWorkflowSender } from '../client.ts'
import type { WorkerConfig } from '../config.ts'
import { taskQueue } from '../contracts.ts'
import { startHealthServer } from './health.ts'
import { heartbeatInterceptor } from './heartbeat.ts'
import { createRelay } from './relay.ts'
import { createVendorsByMode } from './vendors.ts'

const GRACE_MS = 5_000

/** Runs workflows, activities and the outbox relay until `stop` is aborted. */
export async function runWorker(config: WorkerConfig, log: Logger, stop: AbortSignal): Promise<void> {
  const db = createDb({
    url: config.DATABASE_URL,
    maxConnections: config.DATABASE_CONNECTIONS,
    onConnectionError: (error) => log.warn({ error }, 'A database connection broke'),
  })
  const vault = createVault(config.MASTER_KEY)
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
    activities: createActivities({ db, vault, vendors: createVendorsByMode(config.vendors, db, vault) }),
    interceptors: { activity: [heartbeatInterceptor] },
    maxConcurrentActivityTaskExecutions: 50,
    shutdownGraceTime: GRACE_MS,
  })
  const client = new Client({ connection: await Connection.connect(address), namespace: config.TEMPORAL_NAMESPACE })
  const relay = createRelay({ db, sender: createWorkflowSender(client), log })
  const isReady = async () => {
    await db.ping()
    return worker.getState() === 'RUNNING'
  }
  const health = config.HEALTH_PORT ? startHealthServer(config.HEALTH_PORT, isReady) : null

  stop.addEventListener('abort', () => {
    relay.stop()
    worker.shutdown()
  })
  try {
    await Promise.all([worker.run(), relay.run()])
  } finally {
    health?.close()
    await Promise.allSettled([client.connection.close(), connection.close(), db.close()])
  }
}

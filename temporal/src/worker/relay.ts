import { createChannel, type Db, OUTBOX_CHANNEL, type OutboxRow, type Repositories } from '@coldframe/db'
import type { Logger } from 'pino'
import type { WorkflowSender } from '../client.ts'
import type { WorkerMetrics } from './metrics.ts'

const BATCH = 50
/** What no notification announced is found by looking this often. */
const SWEEP_MS = 1_000
const LONGEST_DELAY_MS = 60_000
/** A signal may overtake the start of its workflow; one that finds none for this long is for a workflow that has ended. */
const SIGNAL_TRIES = 8

export interface RelayDeps {
  db: Db
  sender: WorkflowSender
  log: Logger
  metrics: Pick<WorkerMetrics, 'countSend'>
}

interface Outcome {
  row: OutboxRow
  outcome: 'ok' | 'failed' | 'dropped'
  error: string | null
}

/** Carries the outbox to Temporal: at least once, in order as far as rows are due, safe beside other relays. */
export function createRelay({ db, sender, log, metrics }: RelayDeps) {
  const channel = createChannel({
    connect: db.connect,
    name: OUTBOX_CHANNEL,
    pollMs: SWEEP_MS,
    onFault: (error) => log.warn({ err: error }, 'The outbox is polled: it cannot be listened to'),
  })

  async function sendDue(): Promise<number> {
    return db.transaction(async (tx) => {
      const rows = await tx.outbox.claim(BATCH)
      const outcomes = await Promise.all(rows.map((row) => trySend(row)))
      for (const outcome of outcomes) await settle(tx, outcome)
      return rows.length
    })
  }

  async function trySend(row: OutboxRow): Promise<Outcome> {
    try {
      if (await sender.send(row.message)) return { row, outcome: 'ok', error: null }
      const isLast = row.attempts + 1 >= SIGNAL_TRIES
      return { row, outcome: isLast ? 'dropped' : 'failed', error: 'The workflow is not there' }
    } catch (error) {
      return { row, outcome: 'failed', error: error instanceof Error ? error.message : String(error) }
    }
  }

  async function settle(tx: Repositories, { row, outcome, error }: Outcome): Promise<void> {
    const { id, attempts, message } = row
    const { workflowId, input } = message
    metrics.countSend(message.kind, outcome)
    const told = { outboxId: id, workflowId, requestId: input.requestId, attempts: attempts + 1, error }
    if (outcome === 'dropped') log.warn(told, 'Dropped a signal for a workflow that is not there')
    if (error === null || outcome === 'dropped') return tx.outbox.remove(id)
    log.warn(told, 'An outbox row could not be sent')
    await tx.outbox.postpone(id, Math.min(LONGEST_DELAY_MS, 250 * 2 ** attempts), error)
  }

  return {
    async run(): Promise<void> {
      for await (const _ of channel.wakeups()) {
        while ((await sendDue().catch(reportFault)) === BATCH);
      }

      function reportFault(error: unknown): number {
        log.error({ err: error }, 'The outbox could not be read')
        return 0
      }
    },
    stop: () => channel.close(),
  }
}

import { and, eq, type SQL } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { webhookDeliveries, webhookQueue } from '../schema/index.ts'

/** Takes deliveries out of the queue: nothing is attempted any more, and what is under way counts no longer. */
export async function cancelDeliveries(executor: Executor, which: SQL | undefined): Promise<void> {
  const open = executor
    .$with('open')
    .as(
      executor
        .delete(webhookQueue)
        .where(which)
        .returning({ id: webhookQueue.deliveryId, createdAt: webhookQueue.deliveryCreatedAt }),
    )
  await executor
    .with(open)
    .update(webhookDeliveries)
    .set({ status: 'cancelled', nextAttemptAt: null, finishedAt: new Date() })
    .from(open)
    .where(and(eq(webhookDeliveries.id, open.id), eq(webhookDeliveries.createdAt, open.createdAt)))
}

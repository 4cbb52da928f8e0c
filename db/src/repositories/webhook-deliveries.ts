import { and, eq, gte, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { DeliveryStatus, EventType } from '../enums.ts'
import { checkEvent, type NewEvent } from '../events/catalogue.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { webhookAttempts, webhookDeliveries, webhookEndpoints, webhookQueue } from '../schema/index.ts'
import { cancelDeliveries } from './cancel-deliveries.ts'
import { createDeliveryClaims } from './delivery-claims.ts'
import type { EventRepository } from './events.ts'
import { createRedelivery } from './redelivery.ts'
import { matches, one, ownedBy } from './rows.ts'
import { createDeliverySettlement } from './settle-deliveries.ts'
import type { WebhookEndpointRepository } from './webhook-endpoints.ts'
import { createEventWriter } from './write-events.ts'

export type Delivery = typeof webhookDeliveries.$inferSelect
export type DeliveryAttempt = typeof webhookAttempts.$inferSelect

export interface DeliveryFilter {
  status?: DeliveryStatus | undefined
  eventType?: EventType | undefined
  eventId?: string | undefined
}

interface DeliveryDeps {
  executor: Executor
  endpoints: WebhookEndpointRepository
  events: Pick<EventRepository, 'append'>
}

export function createWebhookDeliveryRepository({ executor, endpoints, events }: DeliveryDeps) {
  const writeEvents = createEventWriter(executor)
  const redelivery = createRedelivery(executor)

  async function get(owner: Owner, id: string): Promise<Delivery | null> {
    const [row] = await executor
      .select()
      .from(webhookDeliveries)
      .where(and(ownedBy(webhookDeliveries, owner), eq(webhookDeliveries.id, id)))
    return row ?? null
  }

  return {
    ...createDeliveryClaims(executor),
    ...createDeliverySettlement({ executor, endpoints, events }),
    redeliverSince: redelivery.redeliverSince,
    get,

    /** Begins another round at once. Null when there is no such delivery, or its endpoint is gone or disabled. */
    async redeliver(owner: Owner, id: string): Promise<Delivery | null> {
      return (await redelivery.requeue(owner, id)) ? get(owner, id) : null
    },

    async list(
      owner: Owner,
      endpointId: string,
      { status, eventType, eventId }: DeliveryFilter,
      query: PageQuery,
    ): Promise<Page<Delivery>> {
      const rows = await executor
        .select()
        .from(webhookDeliveries)
        .where(
          and(
            ownedBy(webhookDeliveries, owner),
            eq(webhookDeliveries.endpointId, endpointId),
            matches(webhookDeliveries.status, status),
            matches(webhookDeliveries.eventType, eventType),
            matches(webhookDeliveries.eventId, eventId),
            pageConditions(webhookDeliveries, query),
          ),
        )
        .orderBy(...newestFirst(webhookDeliveries))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** The newest hundred, oldest first. */
    async attempts(owner: Owner, { id, createdAt }: Pick<Delivery, 'id' | 'createdAt'>): Promise<DeliveryAttempt[]> {
      const rows = await executor
        .select()
        .from(webhookAttempts)
        .where(
          and(
            ownedBy(webhookAttempts, owner),
            eq(webhookAttempts.deliveryId, id),
            // No need to look into the weeks before it.
            gte(webhookAttempts.createdAt, createdAt),
          ),
        )
        .orderBy(...newestFirst(webhookAttempts))
        .limit(100)
      return rows.reverse()
    },

    /** Writes an event that goes to this endpoint only, whatever types it wants. The endpoint must be enabled. */
    async addForEndpoint(owner: Owner, endpointId: string, event: NewEvent): Promise<Delivery> {
      checkEvent(event)
      const eventId = one(await writeEvents(owner, [event], endpointId))
      return one(
        await executor
          .select()
          .from(webhookDeliveries)
          .where(and(eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.eventId, eventId)))
          .orderBy(...newestFirst(webhookDeliveries))
          .limit(1),
      )
    },

    /** Ends what is open though its endpoint is disabled or gone, as when it was written at the same moment, or its event is older. */
    async cancelStranded(before: Date): Promise<void> {
      const stranded = sql`${webhookQueue.eventCreatedAt} < ${before.toISOString()} or not exists (
        select from ${webhookEndpoints} where ${webhookEndpoints.id} = ${webhookQueue.endpointId} and ${webhookEndpoints.status} = 'enabled')`
      await cancelDeliveries(executor, stranded)
    },
  }
}

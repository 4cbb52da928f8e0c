import type { Db, DeliveryFilter, Owner } from '@coldframe/db'
import { errors } from '../../errors.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { presentAttempt, presentDelivery } from './present-delivery.ts'

export function createWebhookDeliveryService({ db }: { db: Db }) {
  return {
    async list(owner: Owner, endpointId: string, { status, eventType, eventId, ...query }: DeliveryFilter & PageQuery) {
      const endpoint = await db.webhookEndpoints.get(owner, endpointId)
      if (!endpoint) throw errors.webhookEndpointNotFound(endpointId)
      const page = await db.webhookDeliveries.list(owner, endpointId, { status, eventType, eventId }, toDbQuery(query))
      return toList(page, presentDelivery)
    },

    async get(owner: Owner, id: string) {
      const delivery = await db.webhookDeliveries.get(owner, id)
      if (!delivery) throw errors.webhookDeliveryNotFound(id)
      const attempts = await db.webhookDeliveries.attempts(owner, delivery)
      return { ...presentDelivery(delivery), attempts: attempts.map(presentAttempt) }
    },

    async redeliver(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        const delivery = await tx.webhookDeliveries.get(owner, id)
        if (!delivery) throw errors.webhookDeliveryNotFound(id)
        // Locked, so that it is not disabled in the meantime.
        const endpoint = await tx.webhookEndpoints.lock(owner, delivery.endpointId)
        if (!endpoint) throw errors.webhookEndpointNotFound(delivery.endpointId)
        if (endpoint.status === 'disabled') throw errors.webhookEndpointDisabled(endpoint.id)
        const again = await tx.webhookDeliveries.redeliver(owner, id)
        if (!again) throw errors.webhookDeliveryNotFound(id)
        return presentDelivery(again)
      })
    },
  }
}

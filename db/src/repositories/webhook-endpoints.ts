import { and, eq, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { WebhookDisabledReason, WebhookEndpointStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { webhookEndpoints, webhookQueue } from '../schema/index.ts'
import { cancelDeliveries } from './cancel-deliveries.ts'
import { createCredentialRepository } from './credentials.ts'
import { matches, one, ownedBy } from './rows.ts'

export type WebhookEndpoint = typeof webhookEndpoints.$inferSelect
/** Kind of the sealed value that holds an endpoint's secrets. */
export const WEBHOOK_SECRET = 'webhook_secret'
export type NewWebhookEndpoint = Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'metadata'>
export type WebhookEndpointChange = Partial<NewWebhookEndpoint & Pick<WebhookEndpoint, 'previousSecretExpiresAt'>>

export interface WebhookEndpointFilter {
  status?: WebhookEndpointStatus | undefined
}

/** What another receiver has not taken says nothing about this one. */
const unblemished = { failingSince: null, consecutiveFailures: 0 }

export function createWebhookEndpointRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(webhookEndpoints, owner), eq(webhookEndpoints.id, id))
  const changed = () => ({ version: sql`${webhookEndpoints.version} + 1`, updatedAt: new Date() })

  const cancelOpen = (owner: Owner, endpointId: string) =>
    cancelDeliveries(executor, and(ownedBy(webhookQueue, owner), eq(webhookQueue.endpointId, endpointId)))

  async function get(owner: Owner, id: string): Promise<WebhookEndpoint | null> {
    const [row] = await executor.select().from(webhookEndpoints).where(byId(owner, id))
    return row ?? null
  }

  return {
    get,

    async create(owner: Owner, endpoint: NewWebhookEndpoint): Promise<WebhookEndpoint> {
      const values = { id: newId('webhookEndpoint'), ...owner, ...endpoint }
      return one(await executor.insert(webhookEndpoints).values(values).returning())
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<WebhookEndpoint | null> {
      const [row] = await executor.select().from(webhookEndpoints).where(byId(owner, id)).for('update')
      return row ?? null
    },

    async count(owner: Owner): Promise<number> {
      return executor.$count(webhookEndpoints, ownedBy(webhookEndpoints, owner))
    },

    async list(owner: Owner, filter: WebhookEndpointFilter, query: PageQuery): Promise<Page<WebhookEndpoint>> {
      const rows = await executor
        .select()
        .from(webhookEndpoints)
        .where(
          and(
            ownedBy(webhookEndpoints, owner),
            matches(webhookEndpoints.status, filter.status),
            pageConditions(webhookEndpoints, query),
          ),
        )
        .orderBy(...newestFirst(webhookEndpoints))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** Null when there is no such endpoint, or when it is no longer at `version`. */
    async update(
      owner: Owner,
      id: string,
      change: WebhookEndpointChange,
      version?: number,
    ): Promise<WebhookEndpoint | null> {
      const [row] = await executor
        .update(webhookEndpoints)
        .set({ ...change, ...(change.url !== undefined && unblemished), ...changed() })
        .where(and(byId(owner, id), version === undefined ? undefined : eq(webhookEndpoints.version, version)))
        .returning()
      return row ?? null
    },

    /** Begins anew, as if it had never failed. */
    async enable(owner: Owner, id: string): Promise<WebhookEndpoint | null> {
      const [row] = await executor
        .update(webhookEndpoints)
        .set({
          status: 'enabled',
          disabledReason: null,
          disabledAt: null,
          ...unblemished,
          ...changed(),
        })
        .where(byId(owner, id))
        .returning()
      return row ?? null
    },

    /** Cancels what is on its way to it. Disabled once more it keeps the first time and reason. Belongs into a transaction. */
    async disable(owner: Owner, id: string, reason: WebhookDisabledReason): Promise<WebhookEndpoint | null> {
      const [row] = await executor
        .update(webhookEndpoints)
        .set({ status: 'disabled', disabledReason: reason, disabledAt: new Date(), ...changed() })
        .where(and(byId(owner, id), eq(webhookEndpoints.status, 'enabled')))
        .returning()
      await cancelOpen(owner, id)
      return row ?? get(owner, id)
    },

    /** With its secrets. What was delivered stays in the log. Belongs into a transaction. */
    async remove(owner: Owner, id: string): Promise<boolean> {
      const removed = await executor
        .delete(webhookEndpoints)
        .where(byId(owner, id))
        .returning({ id: webhookEndpoints.id })
      if (removed.length === 0) return false
      await cancelOpen(owner, id)
      await createCredentialRepository(executor).remove(owner, WEBHOOK_SECRET, id)
      return true
    },
  }
}

export type WebhookEndpointRepository = ReturnType<typeof createWebhookEndpointRepository>

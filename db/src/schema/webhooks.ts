import { sql } from 'drizzle-orm'
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { DeliveryStatus, EventType, WebhookDisabledReason, WebhookEndpointStatus } from '../enums.ts'
import { accounts } from './accounts.ts'
import { dated, owned, time } from './columns.ts'

/** Its secrets lie sealed in `credentials`. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: text('id').primaryKey(),
    ...owned,
    url: text('url').notNull(),
    description: text('description'),
    /** Types of events, or `*` for all. */
    eventTypes: text('event_types').$type<EventType | '*'>().array().notNull(),
    status: text('status').$type<WebhookEndpointStatus>().notNull().default('enabled'),
    disabledReason: text('disabled_reason').$type<WebhookDisabledReason>(),
    disabledAt: time('disabled_at'),
    /** The first failure since the last success. */
    failingSince: time('failing_since'),
    consecutiveFailures: integer('consecutive_failures').notNull().default(0),
    /** Until then the secret before this one signs too. */
    previousSecretExpiresAt: time('previous_secret_expires_at'),
    metadata: jsonb('metadata').$type<Record<string, string>>().notNull().default({}),
    version: integer('version').notNull().default(1),
    ...dated,
  },
  (table) => [
    index('webhook_endpoints_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    foreignKey({ columns: [table.accountId], foreignColumns: [accounts.id] }),
  ],
)

/** What is known of an event on its way to an endpoint; partitioned by week in the migrations. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: text('id').notNull(),
    ...owned,
    endpointId: text('endpoint_id').notNull(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').$type<EventType>().notNull(),
    eventSequence: bigint('event_sequence', { mode: 'number' }).notNull(),
    /** With the event's id its place in the log. */
    eventCreatedAt: time('event_created_at').notNull(),
    status: text('status').$type<DeliveryStatus>().notNull().default('pending'),
    /** Rises with each redelivery: what was begun for an earlier round ends without effect. */
    round: integer('round').notNull().default(1),
    /** Of all rounds. */
    attempts: integer('attempts').notNull().default(0),
    /** Null when it is due, or has ended. */
    nextAttemptAt: time('next_attempt_at'),
    lastStatusCode: integer('last_status_code'),
    lastErrorCode: text('last_error_code'),
    createdAt: time('created_at').notNull().defaultNow(),
    finishedAt: time('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.createdAt] }),
    index('webhook_deliveries_list').on(table.endpointId, table.createdAt, table.id),
    index('webhook_deliveries_unhappy')
      .on(table.endpointId, table.status, table.createdAt, table.id)
      .where(sql`status <> 'succeeded'`),
  ],
)

/** The deliveries that are still open, and nothing else: small however long the log gets. */
export const webhookQueue = pgTable(
  'webhook_queue',
  {
    deliveryId: text('delivery_id').primaryKey(),
    ...owned,
    deliveryCreatedAt: time('delivery_created_at').notNull(),
    endpointId: text('endpoint_id').notNull(),
    eventId: text('event_id').notNull(),
    eventCreatedAt: time('event_created_at').notNull(),
    eventSequence: bigint('event_sequence', { mode: 'number' }).notNull(),
    /** `retrying`: a workflow makes the attempts from now on. */
    state: text('state').$type<'pending' | 'retrying'>().notNull().default('pending'),
    round: integer('round').notNull(),
    attempts: integer('attempts').notNull(),
    /** Who claims it sets this forward by the length of a lease: if it crashes, the delivery is due again after that. */
    dueAt: time('due_at').notNull().defaultNow(),
  },
  (table) => [
    index('webhook_queue_due').on(table.endpointId, table.dueAt, table.eventSequence).where(sql`state = 'pending'`),
    index('webhook_queue_retrying').on(table.endpointId).where(sql`state = 'retrying'`),
  ],
)

/** What was sent and what came back; partitioned by week in the migrations. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    id: text('id').notNull(),
    ...owned,
    deliveryId: text('delivery_id').notNull(),
    round: integer('round').notNull(),
    number: integer('number').notNull(),
    startedAt: time('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** Without signatures. */
    request: jsonb('request').$type<{ url: string; headers: Record<string, string> }>().notNull(),
    responseStatus: integer('response_status'),
    responseHeaders: jsonb('response_headers').$type<Record<string, string>>(),
    /** The first 4 KiB. */
    responseBody: text('response_body'),
    /** Null when it succeeded. */
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.createdAt] }),
    index('webhook_attempts_of_delivery').on(table.deliveryId, table.createdAt),
  ],
)

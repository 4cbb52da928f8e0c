import { index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { PurchaseKind } from '../enums.ts'
import { bytea } from './bytea.ts'
import { owned, time } from './columns.ts'

/** The first answer to a request with an Idempotency-Key, written in the transaction of what it did. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    ...owned,
    key: text('key').notNull(),
    operation: text('operation').notNull(),
    /** SHA-256 of the request: the same key with another one is refused. */
    fingerprint: bytea('fingerprint').notNull(),
    status: integer('status').notNull(),
    /** Sealed: an answer may hold a secret that is shown once. */
    answer: bytea('answer').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.livemode, table.key] }),
    index('idempotency_keys_age').on(table.createdAt),
  ],
)

/** Who did what to which thing. The application's role may add and read, never change or remove. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    ...owned,
    /** `domain.created`, as the operation names it. */
    action: text('action').notNull(),
    operation: text('operation').notNull(),
    subjectId: text('subject_id'),
    keyId: text('key_id').notNull(),
    /** The account whose key it was, where it acted for a sub-account. */
    actingAccountId: text('acting_account_id').notNull(),
    requestId: text('request_id').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('audit_log_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('audit_log_list_by_subject').on(table.accountId, table.livemode, table.subjectId, table.createdAt, table.id),
  ],
)

/** What an order may come to, held against the account's ceiling from the moment it is placed. */
export const spendReservations = pgTable(
  'spend_reservations',
  {
    id: text('id').primaryKey(),
    ...owned,
    operationId: text('operation_id').notNull(),
    domainId: text('domain_id').notNull(),
    amountCents: integer('amount_cents').notNull(),
    currency: text('currency').notNull(),
    priceListVersion: text('price_list_version').notNull(),
    items: jsonb('items').$type<Record<string, unknown>[]>().notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    /** When the order was given up: since then the amount is what had been bought for it, and the rest counts no longer. */
    releasedAt: time('released_at'),
  },
  (table) => [
    unique('spend_reservations_operation').on(table.accountId, table.livemode, table.operationId),
    index('spend_reservations_month').on(table.accountId, table.livemode, table.createdAt),
  ],
)

/** One row for each thing that was bought outside, with what it cost us. A tenant costs nothing, so it has none. */
export const purchases = pgTable(
  'purchases',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    /** The recorded intent that it fulfils: bought once, written once. */
    effectId: text('effect_id').notNull(),
    kind: text('kind').$type<PurchaseKind>().notNull(),
    quantity: integer('quantity').notNull(),
    amountCents: integer('amount_cents').notNull(),
    currency: text('currency').notNull(),
    priceListVersion: text('price_list_version').notNull(),
    /** The vendor's id of it. */
    externalId: text('external_id').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('purchases_effect').on(table.effectId, table.quantity),
    index('purchases_list').on(table.accountId, table.livemode, table.createdAt, table.id),
  ],
)

/** How much of a key's budget was given to replicas in a window; lost with a crash, as it may be. */
export const rateWindows = pgTable('rate_windows', {
  keyId: text('key_id').primaryKey(),
  windowStartedAt: time('window_started_at').notNull(),
  used: integer('used').notNull(),
})

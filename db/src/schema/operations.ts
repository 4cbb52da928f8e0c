import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { OperationKind, OperationStatus, StepStatus } from '../enums.ts'
import { dated, owned, time } from './columns.ts'
import { domains } from './domains.ts'

export const operations = pgTable(
  'operations',
  {
    id: text('id').primaryKey(),
    ...owned,
    kind: text('kind').$type<OperationKind>().notNull(),
    domainId: text('domain_id').notNull(),
    /** The workflow that does the work: signals go there. */
    workflowId: text('workflow_id').notNull(),
    status: text('status').$type<OperationStatus>().notNull().default('running'),
    /** What a person has to do, why it failed, or what remains after the end. */
    message: text('message'),
    /** Things that could not be undone, with what they cost, in words. */
    remains: jsonb('remains').$type<string[]>().notNull().default([]),
    finishedAt: time('finished_at'),
    ...dated,
  },
  (table) => [
    unique('operations_owner').on(table.accountId, table.livemode, table.id),
    index('operations_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('operations_list_by_domain').on(table.accountId, table.livemode, table.domainId, table.createdAt, table.id),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

export const operationSteps = pgTable(
  'operation_steps',
  {
    ...owned,
    operationId: text('operation_id').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    status: text('status').$type<StepStatus>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    message: text('message'),
    startedAt: time('started_at'),
    finishedAt: time('finished_at'),
    deadlineAt: time('deadline_at'),
  },
  (table) => [
    primaryKey({ columns: [table.operationId, table.name] }),
    foreignKey({
      columns: [table.accountId, table.livemode, table.operationId],
      foreignColumns: [operations.accountId, operations.livemode, operations.id],
    }),
  ],
)

/** What we are about to cause outside, written before it is caused; found again after a crash. */
export const externalEffects = pgTable(
  'external_effects',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    /** `registration`, `tenant`, `licence_order`, `licence_increase`. */
    kind: text('kind').notNull(),
    /** What makes the effect one: a domain's name, a tenant's prefix, a tenant and an order. */
    naturalKey: text('natural_key').notNull(),
    /** Sent to the vendor on each attempt, so that it can tell a repetition. */
    idempotencyValue: text('idempotency_value').notNull(),
    status: text('status').$type<'intent' | 'done' | 'failed'>().notNull().default('intent'),
    /** The vendor's id of what came of it. */
    externalId: text('external_id'),
    /** The vendor's handle of work under way: an operation, a cart. */
    handle: text('handle'),
    ...dated,
  },
  (table) => [
    unique('external_effects_key').on(table.accountId, table.livemode, table.domainId, table.kind, table.naturalKey),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** Messages to Temporal, written with the change that they follow from; the relay sends and removes them. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    ...owned,
    message: jsonb('message').$type<OutboxMessage>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    /** Not sent before this time: set back after a failure. */
    dueAt: time('due_at').notNull().defaultNow(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [index('outbox_due').on(table.dueAt)],
)

export type OutboxMessage =
  | { kind: 'workflow_start'; workflowType: string; workflowId: string; input: Record<string, unknown> }
  | { kind: 'workflow_signal'; workflowId: string; signal: string; input: Record<string, unknown> }

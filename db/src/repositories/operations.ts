import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { OperationKind, OperationStatus, StepStatus } from '../enums.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { operationSteps, operations } from '../schema/index.ts'
import { matches, ownedBy } from './rows.ts'

export type OperationStep = typeof operationSteps.$inferSelect
export type Operation = typeof operations.$inferSelect & { steps: OperationStep[] }

export interface NewOperation {
  id: string
  kind: OperationKind
  domainId: string
  workflowId: string
  steps: readonly string[]
}

export interface OperationFilter {
  status?: OperationStatus | undefined
  kind?: OperationKind | undefined
  domainId?: string | undefined
}

export interface StepChange {
  status: StepStatus
  message?: string | null
}

export interface OperationEnd {
  status: 'succeeded' | 'failed' | 'cancelled'
  message?: string | null
}

/** Channel that tells of each change of an operation; the payload is its id. */
export const OPERATION_CHANNEL = 'coldframe_operation'

const ended: StepStatus[] = ['succeeded', 'failed', 'cancelled', 'skipped']

export function createOperationRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(operations, owner), eq(operations.id, id))
  const byStep = (owner: Owner, id: string, name: string) =>
    and(ownedBy(operationSteps, owner), eq(operationSteps.operationId, id), eq(operationSteps.name, name))

  async function withSteps(owner: Owner, rows: (typeof operations.$inferSelect)[]): Promise<Operation[]> {
    if (rows.length === 0) return []
    const ids = rows.map((row) => row.id)
    const steps = await executor
      .select()
      .from(operationSteps)
      .where(and(ownedBy(operationSteps, owner), inArray(operationSteps.operationId, ids)))
      .orderBy(operationSteps.position)
    return rows.map((row) => ({ ...row, steps: steps.filter((step) => step.operationId === row.id) }))
  }

  /** An operation that runs is as its steps are: one that needs a person outweighs one that works, that one which waits. */
  async function derive(owner: Owner, id: string): Promise<void> {
    const has = (status: StepStatus) => sql`exists (
      select 1 from ${operationSteps} where ${operationSteps.operationId} = ${id} and ${operationSteps.status} = ${status})`
    // Its own statement: the one after it sees the steps of whoever held the row until now.
    await executor.select({ id: operations.id }).from(operations).where(byId(owner, id)).for('update')
    await executor
      .update(operations)
      .set({
        status: sql`case when ${has('action_required')} then 'action_required' when ${has('running')} then 'running'
          when ${has('waiting')} then 'waiting' else 'running' end`,
        updatedAt: new Date(),
      })
      .where(and(byId(owner, id), isNull(operations.finishedAt)))
    await executor.execute(sql`select pg_notify(${OPERATION_CHANNEL}, ${id})`)
  }

  return {
    /** The operation and its steps, in one statement. */
    async insert(owner: Owner, { id, kind, domainId, workflowId, steps }: NewOperation): Promise<void> {
      await executor.execute(sql`
        with operation as (
          insert into ${operations} (account_id, livemode, id, kind, domain_id, workflow_id)
          values (${owner.accountId}, ${owner.livemode}, ${id}, ${kind}, ${domainId}, ${workflowId}) returning id)
        insert into ${operationSteps} (account_id, livemode, operation_id, name, position)
        select ${owner.accountId}, ${owner.livemode}, operation.id, step.name, step.number - 1
        from operation, jsonb_array_elements_text(${JSON.stringify(steps)}::jsonb) with ordinality as step (name, number)`)
    },

    /** Appends steps behind those that are there. */
    async addSteps(owner: Owner, id: string, names: readonly string[]): Promise<void> {
      if (names.length === 0) return
      const last = sql<number>`(select coalesce(max(position), 0) from ${operationSteps} where operation_id = ${id})`
      await executor
        .insert(operationSteps)
        .values(
          names.map((name, index) => ({ ...owner, operationId: id, name, position: sql`${last} + ${index + 1}` })),
        )
        .onConflictDoNothing()
    },

    async get(owner: Owner, id: string): Promise<Operation | null> {
      const [operation] = await withSteps(owner, await executor.select().from(operations).where(byId(owner, id)))
      return operation ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<Operation | null> {
      const rows = await executor.select().from(operations).where(byId(owner, id)).for('update')
      return (await withSteps(owner, rows))[0] ?? null
    },

    /** Operations of a domain that have not ended. */
    async openOfDomain(owner: Owner, domainId: string): Promise<Operation[]> {
      const rows = await executor
        .select()
        .from(operations)
        .where(and(ownedBy(operations, owner), eq(operations.domainId, domainId), isNull(operations.finishedAt)))
      return withSteps(owner, rows)
    },

    async list(owner: Owner, filter: OperationFilter, query: PageQuery): Promise<Page<Operation>> {
      const rows = await executor
        .select()
        .from(operations)
        .where(
          and(
            ownedBy(operations, owner),
            matches(operations.status, filter.status),
            matches(operations.kind, filter.kind),
            matches(operations.domainId, filter.domainId),
            pageConditions(operations, query),
          ),
        )
        .orderBy(...newestFirst(operations))
        .limit(query.limit + 1)
      const page = toPage(rows, query.limit)
      return { rows: await withSteps(owner, page.rows), next: page.next }
    },

    /**
     * Counts an attempt. A step that waits, for the world or for a person, goes on waiting until it is told otherwise.
     * False when the step has ended already.
     */
    async startStep(owner: Owner, id: string, name: string, deadlineAt: Date | null): Promise<boolean> {
      const rows = await executor
        .update(operationSteps)
        .set({
          status: sql`case when ${inArray(operationSteps.status, ['waiting', 'action_required'])}
            then ${operationSteps.status} else 'running' end`,
          attempts: sql`${operationSteps.attempts} + 1`,
          startedAt: sql`coalesce(${operationSteps.startedAt}, now())`,
          deadlineAt,
        })
        .where(and(byStep(owner, id, name), notInArray(operationSteps.status, ended)))
        .returning({ name: operationSteps.name })
      await derive(owner, id)
      return rows.length > 0
    },

    /** Answers with the status that the step had before; null, and nothing changes, when it has ended already. */
    async setStep(owner: Owner, id: string, name: string, change: StepChange): Promise<StepStatus | null> {
      const [before] = await executor
        .select()
        .from(operationSteps)
        .where(byStep(owner, id, name))
        .for('update')
      if (!before || ended.includes(before.status)) return null
      await executor
        .update(operationSteps)
        .set({
          status: change.status,
          message: change.message ?? null,
          startedAt: sql`coalesce(${operationSteps.startedAt}, now())`,
          finishedAt: ended.includes(change.status) ? new Date() : null,
        })
        .where(byStep(owner, id, name))
      await derive(owner, id)
      return before.status
    },

    /** Steps that wait, for the world or for a person, count as running again: somebody asked for a new try. */
    async resumeSteps(owner: Owner, id: string): Promise<void> {
      await executor
        .update(operationSteps)
        .set({ status: 'running', message: null })
        .where(
          and(
            ownedBy(operationSteps, owner),
            eq(operationSteps.operationId, id),
            inArray(operationSteps.status, ['waiting', 'action_required']),
          ),
        )
      await derive(owner, id)
    },

    /** Steps that have not ended end as `status`: at a cancellation, or when an operation fails. */
    async endOpenSteps(owner: Owner, id: string, status: 'cancelled' | 'skipped'): Promise<void> {
      await executor
        .update(operationSteps)
        .set({ status, finishedAt: new Date() })
        .where(
          and(
            ownedBy(operationSteps, owner),
            eq(operationSteps.operationId, id),
            notInArray(operationSteps.status, ended),
          ),
        )
    },

    /** Notes what an operation could not undo; a line that is there already is not added again. */
    async addRemains(owner: Owner, id: string, lines: string[]): Promise<void> {
      for (const line of lines) {
        await executor
          .update(operations)
          .set({ remains: sql`${operations.remains} || ${JSON.stringify([line])}::jsonb` })
          .where(and(byId(owner, id), sql`not ${operations.remains} @> ${JSON.stringify([line])}::jsonb`))
      }
    },

    /** False when it had ended already, so that its event is written once. */
    async finish(owner: Owner, id: string, { status, message = null }: OperationEnd): Promise<boolean> {
      const rows = await executor
        .update(operations)
        .set({ status, message, finishedAt: new Date(), updatedAt: new Date() })
        .where(and(byId(owner, id), isNull(operations.finishedAt)))
        .returning({ id: operations.id })
      await executor.execute(sql`select pg_notify(${OPERATION_CHANNEL}, ${id})`)
      return rows.length > 0
    },
  }
}

import { and, gt, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { EventType } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { eventSequences, events } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

export type Event = typeof events.$inferSelect
export interface NewEvent {
  type: EventType
  subjectId: string
  data: Record<string, unknown>
}

export type DeferEvents = (owner: Owner, newEvents: NewEvent[]) => void

export function createEventRepository(executor: Executor, defer?: DeferEvents) {
  return {
    /** Belongs into the transaction of the change it tells of, at whose end it is written. */
    async append(owner: Owner, newEvents: NewEvent[]): Promise<void> {
      if (newEvents.length === 0) return
      if (defer) defer(owner, newEvents)
      else await write(executor, owner, newEvents)
    },

    /** In the order of `sequence`: who has read up to one goes on from there and misses nothing. */
    async list(owner: Owner, query: { afterSequence: number; limit: number }): Promise<Event[]> {
      return executor
        .select()
        .from(events)
        .where(and(ownedBy(events, owner), gt(events.sequence, query.afterSequence)))
        .orderBy(events.sequence)
        .limit(query.limit)
    },
  }
}

/** The sequence row stays locked until the commit, so that a number that is seen is the last of those before it, without a gap. */
async function write(executor: Executor, { accountId, livemode }: Owner, newEvents: NewEvent[]): Promise<void> {
  const rows = newEvents.map((event, index) => ({ ...event, id: newId('event'), offset: index - newEvents.length + 1 }))
  await executor.execute(sql`
    with sequence as (
      insert into ${eventSequences} (account_id, livemode, last) values (${accountId}, ${livemode}, ${rows.length})
      on conflict (account_id, livemode) do update set last = event_sequences.last + ${rows.length} returning last)
    insert into ${events} (id, account_id, livemode, sequence, type, subject_id, data)
    select event.id, ${accountId}, ${livemode}, sequence.last + event."offset", event.type, event."subjectId", event.data
    from sequence, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as event (id text, "offset" int, type text, "subjectId" text, data jsonb)`)
}

/**
 * Holds a transaction's events until its end: all writers of an account wait for its sequence row, so it is locked last
 * and for the shortest time.
 */
export function createEventQueue(repository: { append(owner: Owner, newEvents: NewEvent[]): Promise<void> }) {
  const queued = new Map<string, { owner: Owner; newEvents: NewEvent[] }>()
  return {
    add(owner: Owner, newEvents: NewEvent[]): void {
      const key = `${owner.accountId}/${owner.livemode}`
      queued.set(key, { owner, newEvents: [...(queued.get(key)?.newEvents ?? []), ...newEvents] })
    },
    /** Forgets what a transaction that was rolled back left. */
    clear: () => queued.clear(),
    async flush(): Promise<void> {
      for (const { owner, newEvents } of queued.values()) await repository.append(owner, newEvents)
      queued.clear()
    },
  }
}
export type EventQueue = ReturnType<typeof createEventQueue>

import { and, gt, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { EventType } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { eventSequences, events } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type Event = typeof events.$inferSelect
export interface NewEvent {
  type: EventType
  subjectId: string
  data: Record<string, unknown>
}

export function createEventRepository(executor: Executor) {
  return {
    /** Belongs into the transaction of the change it tells of: the sequence row stays locked until that commits. */
    async append(owner: Owner, newEvents: NewEvent[]): Promise<void> {
      if (newEvents.length === 0) return
      const { last } = one(
        await executor
          .insert(eventSequences)
          .values({ ...owner, last: newEvents.length })
          .onConflictDoUpdate({
            target: [eventSequences.accountId, eventSequences.livemode],
            set: { last: sql`${eventSequences.last} + ${newEvents.length}` },
          })
          .returning(),
      )
      const first = last - newEvents.length + 1
      await executor
        .insert(events)
        .values(newEvents.map((event, index) => ({ id: newId('event'), ...owner, sequence: first + index, ...event })))
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

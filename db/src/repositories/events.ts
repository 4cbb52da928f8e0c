import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { EventType } from '../enums.ts'
import { checkEvent, type NewEvent } from '../events/catalogue.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { eventSequences, events } from '../schema/index.ts'
import { matches, ownedBy } from './rows.ts'
import { createEventWriter, type EventWriter } from './write-events.ts'

export type Event = typeof events.$inferSelect

export interface EventFilter {
  type?: EventType | undefined
  subjectId?: string | undefined
}

export interface EventsAfter extends Pick<PageQuery, 'limit' | 'createdAfter' | 'createdBefore'> {
  afterSequence: number
  types?: EventType[] | undefined
  subjectId?: string | undefined
}

export type DeferEvents = (owner: Owner, newEvents: NewEvent[]) => void

export function createEventRepository(executor: Executor, defer?: DeferEvents) {
  const write = createEventWriter(executor)
  return {
    /** Belongs into the transaction of the change it tells of, at whose end it is written, with a delivery to each endpoint that wants it. */
    async append(owner: Owner, newEvents: NewEvent[]): Promise<void> {
      for (const event of newEvents) checkEvent(event)
      if (newEvents.length === 0) return
      if (defer) defer(owner, newEvents)
      else await write(owner, newEvents)
    },

    async get(owner: Owner, id: string): Promise<Event | null> {
      const [row] = await executor
        .select()
        .from(events)
        .where(and(ownedBy(events, owner), eq(events.id, id)))
      return row ?? null
    },

    async list(owner: Owner, filter: EventFilter, query: PageQuery): Promise<Page<Event>> {
      const rows = await executor
        .select()
        .from(events)
        .where(
          and(
            ownedBy(events, owner),
            matches(events.type, filter.type),
            matches(events.subjectId, filter.subjectId),
            pageConditions(events, query),
          ),
        )
        .orderBy(...newestFirst(events))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },

    /** In the order of `sequence`: who has read up to one goes on from there and misses nothing. */
    async listAfter(owner: Owner, { afterSequence, types, subjectId, ...query }: EventsAfter): Promise<Event[]> {
      return executor
        .select()
        .from(events)
        .where(
          and(
            ownedBy(events, owner),
            gt(events.sequence, afterSequence),
            types && inArray(events.type, types),
            matches(events.subjectId, subjectId),
            pageConditions(events, query),
          ),
        )
        .orderBy(events.sequence)
        .limit(query.limit)
    },

    /** The sequence of the newest event; 0 when there is none yet. */
    async lastSequence(owner: Owner): Promise<number> {
      const [row] = await executor
        .select({ last: eventSequences.last })
        .from(eventSequences)
        .where(ownedBy(eventSequences, owner))
      return row?.last ?? 0
    },
  }
}

export type EventRepository = ReturnType<typeof createEventRepository>

/**
 * Holds a transaction's events until its end: all writers of an account wait for its sequence row, so it is locked last
 * and for the shortest time.
 */
export function createEventQueue(write: EventWriter) {
  const queued = new Map<string, { owner: Owner; newEvents: NewEvent[] }>()
  return {
    add(owner: Owner, newEvents: NewEvent[]): void {
      const key = `${owner.accountId}/${owner.livemode}`
      queued.set(key, { owner, newEvents: [...(queued.get(key)?.newEvents ?? []), ...newEvents] })
    },
    /** Forgets what a transaction that was rolled back left. */
    clear: () => queued.clear(),
    async flush(): Promise<void> {
      for (const { owner, newEvents } of queued.values()) await write(owner, newEvents)
      queued.clear()
    },
  }
}
export type EventQueue = ReturnType<typeof createEventQueue>

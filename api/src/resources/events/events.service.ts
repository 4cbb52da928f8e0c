import {
  type Db,
  decodeCursor,
  type Event,
  type EventEnvelope,
  encodeCursor,
  envelopeOf,
  type Owner,
} from '@coldframe/db'
import { errors } from '../../errors.ts'
import { faultCatalogue } from '../../faults.ts'
import type { Listener } from '../../listener.ts'
import { toDbQuery, toList } from '../../paging.ts'
import { followEvents } from './event-feed.ts'
import type { EventListQuery, EventStreamQuery } from './events.schemas.ts'

export function createEventService({ db, listener }: { db: Db; listener: Listener }) {
  /** A cursor names the last event of the page before it. */
  async function sequenceOf(owner: Owner, cursor: string): Promise<number> {
    const position = decodeCursor(cursor)
    const event = position && (await db.events.get(owner, position.id))
    if (!event) throw errors.invalidCursor()
    return event.sequence
  }

  async function listInOrder(owner: Owner, afterSequence: number, { type, cursor, limit, ...query }: EventListQuery) {
    const rows = await db.events.listAfter(owner, {
      ...query,
      types: type && [type],
      afterSequence: cursor === undefined ? afterSequence : await sequenceOf(owner, cursor),
      limit: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { data: page.map(envelopeOf), nextCursor: rows.length > limit && last ? encodeCursor(last) : null }
  }

  return {
    async list(owner: Owner, query: EventListQuery) {
      const { type, subjectId, afterSequence, ...paging } = query
      if (afterSequence !== undefined) return listInOrder(owner, afterSequence, query)
      return toList(await db.events.list(owner, { type, subjectId }, toDbQuery(paging)), envelopeOf)
    },

    async get(owner: Owner, id: string) {
      const event = await db.events.get(owner, id)
      if (!event) throw errors.eventNotFound(id)
      return envelopeOf(event)
    },

    async follow(owner: Owner, query: EventStreamQuery, lastEventId: string | null, signal: AbortSignal) {
      const after = lastEventId === null ? query.afterSequence : parseLastEventId(lastEventId)
      const start = after ?? (await db.transactionFor(owner, (tx) => tx.events.lastSequence(owner)))
      const types = query.types === undefined ? null : new Set(query.types.split(','))
      return presentEach(followEvents({ db, listener }, owner, start, signal), types)
    },
  }
}

/** One that is not ours would begin somewhere else without a word. */
function parseLastEventId(header: string): number {
  if (/^\d{1,15}$/.test(header)) return Number(header)
  const message = faultCatalogue.invalid_format
  throw errors.validationFailed([{ path: 'Last-Event-ID', code: 'invalid_format', message }])
}

async function* presentEach(events: AsyncIterable<Event>, types: Set<string> | null): AsyncGenerator<EventEnvelope> {
  for await (const event of events) if (types === null || types.has(event.type)) yield envelopeOf(event)
}

import { type Db, EVENT_CHANNEL, type Event, type Owner } from '@coldframe/db'
import type { Listener } from '../../listener.ts'

/** Events that are held for a client at a time; the others wait in the log. */
const PAGE = 100

interface EventFeedDeps {
  db: Pick<Db, 'transactionFor'>
  listener: Listener
}

/** What is in the log after a number, and what comes into it, in order, for as long as somebody takes it. */
export async function* followEvents(
  { db, listener }: EventFeedDeps,
  owner: Owner,
  afterSequence: number,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  let position = afterSequence
  for await (const _ of listener.changesOf(EVENT_CHANNEL, `${owner.accountId}/${owner.livemode}`, signal)) {
    let page: Event[]
    do {
      page = await db.transactionFor(owner, (tx) =>
        tx.events.listAfter(owner, { afterSequence: position, limit: PAGE }),
      )
      for (const event of page) {
        yield event
        position = event.sequence
      }
    } while (page.length === PAGE && !signal.aborted)
  }
}

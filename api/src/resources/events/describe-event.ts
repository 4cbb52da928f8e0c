import type { EventType } from '@coldframe/db'
import { eventCatalogue } from '@coldframe/db/events'
import { exampleIds } from '../../schemas.ts'

/** One event of a type, as a receiver gets it. */
export const exampleEvent = (type: EventType) => ({
  id: exampleIds.event,
  type,
  timestamp: '2026-03-01T09:30:00.000Z',
  livemode: false,
  accountId: exampleIds.account,
  sequence: 41,
  data: eventCatalogue[type].example,
})

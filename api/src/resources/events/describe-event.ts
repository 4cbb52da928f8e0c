import type { EventType } from '@coldframe/db'
import { eventCatalogue, eventSchemas } from '@coldframe/db/events'
import { z } from 'zod'
import { exampleIds } from '../../schemas.ts'

const Noun = z.keyof(z.object(eventSchemas))

/** What is delivered for a type. */
export const schemaOfEvent = (type: EventType): z.ZodType => eventSchemas[Noun.parse(type.split('.')[0])]

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

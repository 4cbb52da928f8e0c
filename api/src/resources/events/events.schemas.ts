import { eventTypes } from '@coldframe/db'
import { AnyEvent } from '@coldframe/db/events'
import { z } from 'zod'
import { anyId, exampleIds, listOf, PageQuery, pathId } from '../../schemas.ts'

export const EventType = z
  .enum(eventTypes)
  .meta({ id: 'EventType', description: 'What happened. The list of events tells what each carries.' })

export const Event = AnyEvent

export const EventList = listOf(
  Event,
  'Event',
  'A page of the log, newest first; with `afterSequence` in the order in which it happened.',
)

export const EventParams = z.strictObject({ id: pathId('event', exampleIds.event) })

const sequence = z
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .meta({ format: 'int64', examples: [41] })

export const EventListQuery = PageQuery.extend({
  type: EventType.optional(),
  subjectId: anyId(exampleIds.domain).optional().meta({ description: 'Only what happened to the thing with this id.' }),
  afterSequence: sequence
    .optional()
    .meta({ description: 'Only what comes after this `sequence`, in order: for who reads the log from there on.' }),
})
export type EventListQuery = z.output<typeof EventListQuery>

/** Commas, not repetition: one value however many there are. */
const TYPES_FORM = `^(${eventTypes.join('|')})(,(${eventTypes.join('|')}))*$`.replaceAll('.', '\\.')

export const EventStreamQuery = z.strictObject({
  afterSequence: sequence.optional().meta({
    description:
      'Begins with what comes after this `sequence`. Without it, and without `Last-Event-ID`, with what happens next.',
  }),
  types: z
    .string()
    .max(1_000)
    .regex(new RegExp(TYPES_FORM))
    .optional()
    .meta({
      pattern: TYPES_FORM,
      description: 'Types of events with commas between; all when it is left away.',
      examples: ['domain.ready,domain.failed'],
    }),
})
export type EventStreamQuery = z.output<typeof EventStreamQuery>

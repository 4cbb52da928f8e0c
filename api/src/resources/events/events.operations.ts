import { defineOperation, defineStream } from '../../operation.ts'
import { Event, EventList, EventListQuery, EventParams, EventStreamQuery } from './events.schemas.ts'

export const eventOperations = [
  defineOperation({
    id: 'events.list',
    rest: { method: 'GET', path: '/v1/events', status: 200 },
    graphql: { query: 'events' },
    scope: 'events:read',
    audit: null,
    summary: 'List events',
    description:
      'The log of what happened, of the last 90 days. `sequence` has no gap: whoever has read up to one number misses nothing by asking for what is `afterSequence`.',
    query: EventListQuery,
    output: EventList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.events.list(owner, query),
  }),

  defineOperation({
    id: 'events.get',
    rest: { method: 'GET', path: '/v1/events/{id}', status: 200 },
    graphql: { query: 'event' },
    scope: 'events:read',
    audit: null,
    summary: 'Get an event',
    params: EventParams,
    output: Event,
    errors: ['event_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.events.get(owner, id),
  }),

  defineStream({
    id: 'events.stream',
    rest: { method: 'GET', path: '/v1/events/stream', status: 200 },
    graphql: { subscription: 'events' },
    scope: 'events:read',
    audit: null,
    summary: 'Follow events',
    description:
      'Server-sent events: each has the type as `event`, the whole event as `data`, and its `sequence` as `id`. A client that connects again with `Last-Event-ID` gets what it missed, in order, and nothing twice. The stream has no end of its own.',
    query: EventStreamQuery,
    output: Event,
    errors: [],
    isResumable: true,
    example:
      'id: 41\nevent: domain.ready\ndata: {"id":"evt_01jd8k5f9q4rwxyzabcdefghju","type":"domain.ready","sequence":41, …}\n\n',
    toFrames: (event) => [{ event: event.type, id: String(event.sequence), data: event }],
    handler: (query, { actor: { owner }, services, lastEventId, signal }) =>
      services.events.follow(owner, query, lastEventId, signal),
  }),
]

import type { Executor } from '../db.ts'
import type { NewEvent } from '../events/catalogue.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { DELIVERY_CHANNEL, EVENT_CHANNEL } from './channels.ts'
import { namedQuery } from './named-query.ts'

/**
 * The sequence row stays locked until the commit, so that a number that is seen is the last of those before it, without a gap; the
 * time is read after that lock, so that it rises with the number. The deliveries are written by the same statement: no reader has to
 * find out later which events are new, and none that commits late is missed.
 *
 * Delivery ids are made here, as only this statement knows how many there are: the event's time, then 16 hexadecimal digits of chance.
 */
const statement = `
with sequence as (
  insert into event_sequences (account_id, livemode, last) values ($1, $2, $3::int)
  on conflict (account_id, livemode) do update set last = event_sequences.last + $3::int returning last),
written as (
  insert into events (id, account_id, livemode, sequence, type, subject_id, data, created_at)
  select event.id, $1, $2, sequence.last + event."offset", event.type, event."subjectId", event.data,
    date_trunc('milliseconds', clock_timestamp())
  from sequence, jsonb_to_recordset($4::jsonb) as event (id text, "offset" int, type text, "subjectId" text, data jsonb)
  returning id, sequence, type, created_at),
planned as materialized (
  select 'dlv_' || substr(written.id, 5, 10) || right(replace(gen_random_uuid()::text, '-', ''), 16) as delivery_id,
    endpoint.id as endpoint_id, written.*
  from webhook_endpoints endpoint join written on $5::text is not null or endpoint.event_types && array['*', written.type]
  where endpoint.account_id = $1 and endpoint.livemode = $2 and endpoint.status = 'enabled'
    and ($5::text is null or endpoint.id = $5)),
queued as (
  insert into webhook_queue (delivery_id, account_id, livemode, delivery_created_at, endpoint_id, event_id, event_created_at,
    event_sequence, round, attempts, due_at)
  select delivery_id, $1, $2, created_at, endpoint_id, id, created_at, sequence, 1, 0, created_at from planned),
logged as (
  insert into webhook_deliveries (id, account_id, livemode, endpoint_id, event_id, event_type, event_sequence, event_created_at,
    created_at)
  select delivery_id, $1, $2, endpoint_id, id, type, sequence, created_at, created_at from planned)
select pg_notify('${EVENT_CHANNEL}', $1 || '/' || $2::boolean::text),
  case when exists (select from planned) then pg_notify('${DELIVERY_CHANNEL}', '') end`

export type EventWriter = ReturnType<typeof createEventWriter>

/** Answers with the ids. `onlyTo`: an endpoint that alone gets them, whatever types it wants. */
export function createEventWriter(executor: Executor) {
  return async (
    { accountId, livemode }: Owner,
    newEvents: NewEvent[],
    onlyTo: string | null = null,
  ): Promise<string[]> => {
    const rows = newEvents.map((event, index) => ({
      ...event,
      id: newId('event'),
      offset: index - newEvents.length + 1,
    }))
    await namedQuery(executor, 'write_events', statement, [
      accountId,
      livemode,
      rows.length,
      JSON.stringify(rows),
      onlyTo,
    ])
    return rows.map(({ id }) => id)
  }
}

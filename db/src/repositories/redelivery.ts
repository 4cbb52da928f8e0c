import type { Executor } from '../db.ts'
import type { DeliveryStatus } from '../enums.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { DELIVERY_CHANNEL } from './channels.ts'
import { one } from './rows.ts'

export interface RedeliveryOfMany {
  /** By the time of the events. */
  since: Date
  /** Until now, if left away. */
  until?: Date | undefined
  /** Of deliveries that are to be made again. */
  statuses: DeliveryStatus[]
  /** Also events that it wants and got no delivery of, as it was disabled or did not want them then. True if left away. */
  withMissed?: boolean | undefined
}

/** As many of a kind at a time: whoever gets so many asks again for the rest. */
export const MOST_REDELIVERED = 10_000

const queueColumns = `(delivery_id, account_id, livemode, delivery_created_at, endpoint_id, event_id, event_created_at,
    event_sequence, round, attempts)`

/** Puts the rows of `again` back into the queue: those that wait there still begin a new round as well. */
const requeue = `
requeued as (
  insert into webhook_queue ${queueColumns}
  select id, account_id, livemode, created_at, endpoint_id, event_id, event_created_at, event_sequence, round + 1, attempts
  from again
  on conflict (delivery_id) do update set state = 'pending', round = webhook_queue.round + 1, due_at = now()
  returning delivery_id, delivery_created_at, round),
renewed as (
  update webhook_deliveries delivery set status = 'pending', round = requeued.round, next_attempt_at = null, finished_at = null
  from requeued where delivery.id = requeued.delivery_id and delivery.created_at = requeued.delivery_created_at
  returning delivery.id)`

const oneStatement = `
with again as (
  select delivery.* from webhook_deliveries delivery join webhook_endpoints endpoint on endpoint.id = delivery.endpoint_id
  where delivery.id = $3 and delivery.account_id = $1 and delivery.livemode = $2 and endpoint.status = 'enabled'),
${requeue}
select pg_notify('${DELIVERY_CHANNEL}', '') from renewed`

/** A statement of its own: what comes after it sees what whoever held the lock has written. */
const lockStatement = `
select from webhook_endpoints where id = $3 and account_id = $1 and livemode = $2 and status = 'enabled' for no key update`

/** `except`, not `not exists`: whatever the planner expects, that is never done by looking through all deliveries for each event. */
const manyStatement = `
with endpoint as materialized (
  select id, event_types from webhook_endpoints
  where id = $3 and account_id = $1 and livemode = $2 and status = 'enabled'),
again as materialized (
  select delivery.* from webhook_deliveries delivery
  where delivery.endpoint_id = (select id from endpoint) and delivery.created_at >= $4 and delivery.event_created_at >= $4
    and delivery.event_created_at < $5 and delivery.status = any ($6)
  order by delivery.created_at limit $8),
unheard as (
  select event.id, event.type, event.sequence, event.created_at from events event, endpoint
  where $7::boolean and event.account_id = $1 and event.livemode = $2 and event.created_at >= $4 and event.created_at < $5
    and event.type <> 'test.ping' and endpoint.event_types && array['*', event.type]
  except
  select event_id, event_type, event_sequence, event_created_at from webhook_deliveries
  where endpoint_id = (select id from endpoint) and created_at >= $4),
missed as materialized (
  select 'dlv_' || $9::text || right(replace(gen_random_uuid()::text, '-', ''), 16) as delivery_id,
    date_trunc('milliseconds', now()) as delivery_created_at, endpoint.id as endpoint_id, event.*
  from (select * from unheard order by sequence limit $8) as event, endpoint),
added as (
  insert into webhook_queue ${queueColumns}
  select delivery_id, $1, $2, delivery_created_at, endpoint_id, id, created_at, sequence, 1, 0 from missed),
logged as (
  insert into webhook_deliveries (id, account_id, livemode, endpoint_id, event_id, event_type, event_sequence, event_created_at,
    created_at)
  select delivery_id, $1, $2, endpoint_id, id, type, sequence, created_at, delivery_created_at from missed),
${requeue},
total as (select (select count(*) from renewed) + (select count(*) from missed) as count)
select count::int, case when count > 0 then pg_notify('${DELIVERY_CHANNEL}', '') end from total`

export function createRedelivery({ $client: client }: Pick<Executor, '$client'>) {
  return {
    /** Begins another round, at once. False when there is no such delivery, or its endpoint is gone or disabled. */
    async requeue({ accountId, livemode }: Owner, id: string): Promise<boolean> {
      return (await client.query(oneStatement, [accountId, livemode, id])).rows.length > 0
    },

    /**
     * How many are delivered again, and for the first time: of either the oldest `MOST_REDELIVERED`. Belongs into a transaction: until
     * its end nobody else makes the same deliveries.
     */
    async redeliverSince(
      { accountId, livemode }: Owner,
      endpointId: string,
      { since, until = new Date(), statuses, withMissed = true }: RedeliveryOfMany,
    ): Promise<number> {
      const time = newId('delivery').slice('dlv_'.length, 'dlv_'.length + 10)
      const { rows } = await client.query(lockStatement, [accountId, livemode, endpointId])
      if (rows.length === 0) return 0
      const values = [accountId, livemode, endpointId, since, until, statuses, withMissed, MOST_REDELIVERED, time]
      return one((await client.query<{ count: number }>(manyStatement, values)).rows).count
    },
  }
}

import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import type { Event } from './events.ts'
import { namedQuery } from './named-query.ts'
import { one } from './rows.ts'

export interface ClaimRequest {
  /** Of all together. */
  limit: number
  /** How many an endpoint may have under way. */
  perEndpoint: number
  /** After this the delivery is due again, unless it was settled. */
  leaseMs: number
  /** How many an endpoint has under way already; below 0 for one that may have more than the others. */
  inFlight: Map<string, number>
  /** Endpoints that get nothing now. */
  closed: string[]
}

/** Everything that an attempt needs, but the secrets. */
export interface ClaimedDelivery {
  deliveryId: string
  owner: Owner
  livemode: boolean
  endpointId: string
  /** Rises with each change of the endpoint, its secrets included. */
  endpointVersion: number
  url: string
  round: number
  /** Made so far, in all rounds. */
  attempts: number
  event: Event
}

interface ClaimRow {
  deliveryId: string
  accountId: string
  livemode: boolean
  endpointId: string
  endpointVersion: number
  url: string
  round: number
  attempts: number
  eventId: string
  sequence: string
  type: Event['type']
  subjectId: string
  data: Event['data']
  eventCreatedAt: Date
}

interface Backlog {
  rows: number
  oldestDueMs: number
}

const fields = `open.delivery_id as "deliveryId", open.account_id as "accountId", open.livemode, open.round, open.attempts,
  endpoint.id as "endpointId", endpoint.version as "endpointVersion", endpoint.url,
  event.id as "eventId", event.sequence, event.type, event.subject_id as "subjectId", event.data,
  event.created_at as "eventCreatedAt"`

const joins = `join webhook_endpoints endpoint on endpoint.id = open.endpoint_id
  join events event on event.id = open.event_id and event.created_at = open.event_created_at`

/**
 * `lane` hops from endpoint to endpoint over the index, however much waits for each. Of each lane come the first few, and of those
 * first the first of all lanes, then the second of all … Twice as many are looked at as are taken: a relay that claims at the same
 * moment holds the first ones. An endpoint is looked up with a limit, and what is picked not in the words of the index over what is due,
 * so that both are found by id even by a plan that was made while the queue was empty.
 */
const claimStatement = `
with recursive lane (id) as (
  (select endpoint_id from webhook_queue where state = 'pending' order by endpoint_id limit 1)
  union all
  select (
    select endpoint_id from webhook_queue where state = 'pending' and endpoint_id > lane.id order by endpoint_id limit 1)
  from lane where lane.id is not null),
candidate as (
  select due.delivery_id, due.place, due.due_at
  from lane
  cross join lateral (select from webhook_endpoints where id = lane.id and status = 'enabled' limit 1) as enabled
  cross join lateral (
    select delivery_id, due_at, row_number() over (order by due_at, event_sequence) as place
    from (
      select delivery_id, due_at, event_sequence from webhook_queue
      where endpoint_id = lane.id and state = 'pending' and due_at <= now()
      order by due_at, event_sequence limit greatest(coalesce(($4::jsonb ->> lane.id)::int, $2::int), 0)) as first) as due
  order by due.place, due.due_at limit 2 * $1::int),
picked as materialized (
  select queue.delivery_id
  from candidate join webhook_queue queue using (delivery_id)
  where queue.state <> 'retrying' and queue.due_at <= now()
  order by candidate.place, candidate.due_at limit $1
  for update of queue skip locked),
taken as (
  update webhook_queue set due_at = now() + $3::float8 * interval '1 millisecond'
  from picked where webhook_queue.delivery_id = picked.delivery_id
  returning webhook_queue.*)
select ${fields} from taken open ${joins} order by open.event_sequence`

const forAttemptStatement = `
select ${fields} from webhook_queue open ${joins}
where open.delivery_id = $1 and open.round = $2 and open.state = 'retrying' and endpoint.status = 'enabled'`

const backlogStatement = `
select count(*)::int as rows,
  coalesce(greatest(extract(epoch from now() - min(due_at)), 0), 0)::float8 * 1000 as "oldestDueMs"
from webhook_queue where state = 'pending'`

export function createDeliveryClaims(executor: Executor) {
  return {
    /** Takes deliveries that are due, at most `limit`, of each endpoint in turn; no two claims get the same one before its lease is over. */
    async claim({ limit, perEndpoint, leaseMs, inFlight, closed }: ClaimRequest): Promise<ClaimedDelivery[]> {
      const room = new Map([...inFlight].map(([id, held]) => [id, perEndpoint - held]))
      for (const id of closed) room.set(id, 0)
      const values = [limit, perEndpoint, leaseMs, JSON.stringify(Object.fromEntries(room))]
      return (await namedQuery<ClaimRow>(executor, 'claim_deliveries', claimStatement, values)).map(toClaimed)
    },

    /** For one more attempt of a round; null when it was settled or redelivered meanwhile, or its endpoint is gone or disabled. */
    async forAttempt(deliveryId: string, round: number): Promise<ClaimedDelivery | null> {
      const rows = await namedQuery<ClaimRow>(executor, 'delivery_for_attempt', forAttemptStatement, [
        deliveryId,
        round,
      ])
      return rows.map(toClaimed)[0] ?? null
    },

    /** How many wait for their first attempt, and for how long the oldest one that is due has been so. */
    async backlog(): Promise<Backlog> {
      return one(await namedQuery<Backlog>(executor, 'delivery_backlog', backlogStatement, []))
    },
  }
}

function toClaimed({ eventId, sequence, type, subjectId, data, eventCreatedAt, ...row }: ClaimRow): ClaimedDelivery {
  const { accountId, livemode, ...delivery } = row
  const owner = { accountId, livemode }
  const event = { id: eventId, ...owner, sequence: Number(sequence), type, subjectId, data, createdAt: eventCreatedAt }
  return { ...delivery, livemode, owner, event }
}

import type { Executor } from '../db.ts'
import type { NewEvent } from '../events/catalogue.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import type { OutboxMessage } from '../schema/index.ts'
import { OUTBOX_CHANNEL } from './channels.ts'
import type { EventRepository } from './events.ts'
import { namedQuery } from './named-query.ts'
import type { WebhookEndpoint, WebhookEndpointRepository } from './webhook-endpoints.ts'

export interface AttemptResult {
  deliveryId: string
  round: number
  owner: Owner
  endpointId: string
  attempt: {
    /** 1 for the first of the delivery. */
    number: number
    startedAt: Date
    durationMs: number
    /** Without signatures. */
    request: { url: string; headers: Record<string, string> }
    /** Null when there was none. */
    response: { status: number; headers: Record<string, string>; body: string } | null
    /** Null when it succeeded. */
    code: string | null
    message: string | null
  }
  next: NextOfDelivery
}

export type NextOfDelivery =
  | { status: 'succeeded' }
  /** `startWorkflow`: what begins the further attempts; null where they are made already. */
  | { status: 'retrying'; startWorkflow: OutboxMessage | null; nextAttemptAt?: Date | null }
  | { status: 'failed'; disable?: 'gone' }

/** An endpoint that has failed for so long without a success is disabled; one that fails once in a while is not. */
export const FAILING_DAYS = 5
export const LEAST_FAILURES = 5

/** Locked in order, and before the queue's rows as elsewhere, so that no two who do so wait for each other. */
const endpointStatement = `
with result as (
  select "endpointId" as id, bool_or(status = 'succeeded') as "hasSucceeded",
    count(*) filter (where status <> 'succeeded') as failures,
    min("startedAt") filter (where status <> 'succeeded') as since,
    min(request->>'url') filter (where disable = 'gone') as gone
  from jsonb_to_recordset($1::jsonb) as result
    ("endpointId" text, status text, "startedAt" timestamptz, request jsonb, disable text)
  group by 1),
changing as (
  select endpoint.id, result.since, result.failures, result."hasSucceeded", result.gone
  from result join webhook_endpoints endpoint using (id)
  where endpoint.status = 'enabled' and (not result."hasSucceeded" or result.gone is not null or endpoint.failing_since is not null)
  order by endpoint.id for no key update of endpoint)
update webhook_endpoints endpoint set
  failing_since = case when changing."hasSucceeded" then null else coalesce(endpoint.failing_since, changing.since) end,
  consecutive_failures = case when changing."hasSucceeded" then 0 else endpoint.consecutive_failures + changing.failures end
from changing where endpoint.id = changing.id
returning endpoint.id as "endpointId", account_id as "accountId", livemode, coalesce(url = gone, false) as "isGone",
  coalesce(failing_since <= now() - $2::int * interval '1 day' and consecutive_failures >= $3::int, false) as "isFailing"`

/** `last`: one result for each round that still stands; whatever else came in is logged as an attempt and changes nothing. */
const deliveryStatement = `
with result as materialized (
  select * from jsonb_to_recordset($1::jsonb) as result (
    id text, "accountId" text, livemode boolean, "deliveryId" text, round int, number int, "startedAt" timestamptz,
    "durationMs" int, request jsonb, "responseStatus" int, "responseHeaders" jsonb, "responseBody" text, code text,
    message text, status text, "nextAttemptAt" timestamptz, "startWorkflow" jsonb)),
logged as (
  insert into webhook_attempts (id, account_id, livemode, delivery_id, round, number, started_at, duration_ms, request,
    response_status, response_headers, response_body, error_code, error_message)
  select id, "accountId", livemode, "deliveryId", round, number, "startedAt", "durationMs", request, "responseStatus",
    "responseHeaders", "responseBody", code, message from result),
last as materialized (
  select distinct on ("deliveryId", round) * from result
  order by "deliveryId", round, status = 'succeeded' desc, number desc),
ended as (
  delete from webhook_queue open using last
  where open.delivery_id = last."deliveryId" and open.round = last.round and last.status <> 'retrying'
  returning open.delivery_created_at, last.*),
retrying as (
  update webhook_queue open set state = 'retrying', attempts = greatest(open.attempts, last.number)
  from last where open.delivery_id = last."deliveryId" and open.round = last.round and last.status = 'retrying'
  returning open.delivery_created_at, last.*),
told as (
  update webhook_deliveries delivery set status = result.status, attempts = greatest(delivery.attempts, result.number),
    last_status_code = result."responseStatus", last_error_code = result.code, next_attempt_at = result."nextAttemptAt",
    finished_at = case when result.status <> 'retrying' then now() end
  from (select * from ended union all select * from retrying) as result
  where delivery.id = result."deliveryId" and delivery.created_at = result.delivery_created_at),
started as (
  insert into outbox (account_id, livemode, message)
  select "accountId", livemode, "startWorkflow" from retrying where jsonb_typeof("startWorkflow") = 'object'
  returning id)
select pg_notify('${OUTBOX_CHANNEL}', '') where exists (select from started)`

interface SettlementDeps {
  executor: Executor
  endpoints: WebhookEndpointRepository
  events: Pick<EventRepository, 'append'>
}

interface JudgedEndpoint extends Owner {
  endpointId: string
  isGone: boolean
  isFailing: boolean
}

export function createDeliverySettlement({ executor, endpoints, events }: SettlementDeps) {
  async function disable({ endpointId, accountId, livemode, isGone }: JudgedEndpoint): Promise<void> {
    const owner = { accountId, livemode }
    const disabled = await endpoints.disable(owner, endpointId, isGone ? 'gone' : 'failing')
    if (disabled) await events.append(owner, disabledEvent(disabled))
  }

  return {
    /**
     * Writes what became of attempts, however many, and disables endpoints that ask for it. A result counts while its round stands; one
     * of another round, or of a delivery that has ended, is logged and changes nothing.
     */
    async settle(results: AttemptResult[]): Promise<void> {
      if (results.length === 0) return
      const json = toJson(results.map(toRecord))
      const limits = [FAILING_DAYS, LEAST_FAILURES]
      const judged = await namedQuery<JudgedEndpoint>(executor, 'judge_endpoints', endpointStatement, [json, ...limits])
      await namedQuery(executor, 'settle_deliveries', deliveryStatement, [json])
      for (const endpoint of judged) if (endpoint.isGone || endpoint.isFailing) await disable(endpoint)
    },
  }
}

function toRecord({ deliveryId, round, owner, endpointId, attempt, next }: AttemptResult) {
  const { response, ...told } = attempt
  return {
    id: newId('attempt'),
    deliveryId,
    round,
    ...owner,
    endpointId,
    ...told,
    responseStatus: response?.status,
    responseHeaders: response?.headers,
    responseBody: response?.body,
    ...next,
  }
}

/** Receivers' words hold what they like: Postgres takes neither NUL nor half a surrogate pair. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'string' ? field.replaceAll('\0', '\ufffd').toWellFormed() : field,
  )

function disabledEvent({ id, url, disabledReason, disabledAt, failingSince }: WebhookEndpoint): NewEvent[] {
  if (!disabledReason || !disabledAt) return []
  const times = { disabledAt: disabledAt.toISOString(), failingSince: failingSince?.toISOString() ?? null }
  return [{ type: 'webhook_endpoint.disabled', subjectId: id, data: { id, url, disabledReason, ...times } }]
}

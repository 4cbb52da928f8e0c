import type pg from 'pg'

/**
 * Copies of the account's newest event, so that `total` of its type are in the log; written in plain SQL, they are on their way to
 * nobody.
 */
export async function fillEventLog(client: pg.Client, total: number): Promise<void> {
  await client.query(
    `with model as (select * from events where type = 'domain.created' order by sequence desc limit 1),
     sequence as (
       update event_sequences set last = last + $1::int from model
       where event_sequences.account_id = model.account_id and event_sequences.livemode = model.livemode
       returning event_sequences.last - $1::int as before)
     insert into events (id, account_id, livemode, sequence, type, subject_id, data)
     select 'evt_' || lpad(n::text, 26, '0'), account_id, livemode, before + n, type, subject_id, data
     from model, sequence, generate_series(1, $1::int) n`,
    [total],
  )
  await client.query('vacuum analyze events')
}

/** A message's bytes, about, for the bare sender. */
export async function sampleOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select jsonb_build_object('id', id, 'type', type, 'timestamp', created_at, 'livemode', livemode, 'accountId', account_id,
       'sequence', sequence, 'data', data)::text as text from events where type = 'domain.created' limit 1`,
  )
  return rows[0].text
}

/**
 * Milliseconds from the end of the change to the first attempt, for each delivery to an endpoint. An event has its time shortly before
 * its transaction commits.
 */
export async function latenciesOf(client: pg.Client, endpointId: string): Promise<number[]> {
  const { rows } = await client.query(
    `select extract(epoch from min(attempt.started_at) - min(delivery.event_created_at))::float8 * 1000 as ms
     from webhook_deliveries delivery join webhook_attempts attempt on attempt.delivery_id = delivery.id
     where delivery.endpoint_id = $1 group by delivery.id`,
    [endpointId],
  )
  return rows.map(({ ms }) => ms)
}

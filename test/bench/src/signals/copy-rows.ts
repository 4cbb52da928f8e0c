import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import type { SampleSignal } from './sample-signals.ts'

/** Tables as ours are, parted by the day and keyed alike, and empty. */
export async function makeCopyTables(client: pg.Client): Promise<void> {
  await client.query(`
    drop table if exists copied_signals, copied_keys;
    create table copied_signals (like signals including defaults) partition by range (at);
    create table copied_signals_default partition of copied_signals default;
    select add_day('copied_signals', day) from generate_series(now() - interval '1 day', now(), interval '1 day') day;
    create table copied_keys (like signal_keys including indexes)`)
}

const columns =
  'account_id, livemode, mailbox_id, id, type, at, recipient_provider, recipient_domain, campaign, diagnostic'

export const rowText = (accountId: string, signal: SampleSignal): string => {
  const { mailboxId, id, type, at, recipientProvider, recipientDomain, campaign, diagnostic = '\\N' } = signal
  return [accountId, 'f', mailboxId, id, type, at, recipientProvider, recipientDomain, campaign, diagnostic].join('\t')
}

export const keyText = ({ id }: SampleSignal, day: string): string =>
  `${createHash('sha256').update(id).digest('hex').slice(0, 32)}\t${day}`

/** The texts are ready: only what Postgres does is measured. */
export interface CopyBatch {
  rows: string
  keys: string
}

/** One transaction, as a call has one. */
export async function copyBatch(client: pg.Client, { rows, keys }: CopyBatch, withKeys: boolean): Promise<void> {
  await client.query('begin')
  await copy(client, `copied_signals (${columns})`, rows)
  if (withKeys) await copy(client, 'copied_keys', keys)
  await client.query('commit')
}

const copy = (client: pg.Client, table: string, text: string) =>
  pipeline(Readable.from([Buffer.from(text)]), client.query(from(`copy ${table} from stdin`)))

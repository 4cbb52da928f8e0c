import { and, inArray, isNull, lt } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { type BounceClass, bounceClasses, type Permanence, type SignalType, signalTypes } from '../enums.ts'
import type { Owner } from '../owner.ts'
import { mailboxes, signalKeys } from '../schema/index.ts'
import { arrayLiteral } from './array-literal.ts'
import { namedQuery } from './named-query.ts'
import { one, ownedBy } from './rows.ts'

export interface NewSignal {
  /** The caller's own: the same id is counted once. */
  id: string
  mailboxId: string
  /** Of the mailbox. */
  domainId: string
  type: SignalType
  at: Date
  recipientProvider: string
  recipientDomain: string | null
  campaign: string | null
  bounceClass: BounceClass | null
  permanence: Permanence | null
  diagnostic: string | null
  /** Its address, which is not kept with the signal. */
  recipient?: string | null
}

const cell = 'account_id, livemode, domain_id, day, mailbox_id, recipient_provider, campaign'
const counters: [name: string, condition: string][] = [
  ...signalTypes.map((type): [string, string] => [type, `type = '${type}'`]),
  ['bounced_hard', `type = 'bounced' and permanence = 'hard'`],
  ...bounceClasses.map((name): [string, string] => [name, `type = 'bounced' and bounce_class = '${name}'`]),
]
const counted = counters.map(([, condition]) => `count(*) filter (where ${condition})`)
const added = counters.map(([name]) => `${name} = mailbox_days.${name} + excluded.${name}`)

const keyOf = (before: string) =>
  `encode(substring(sha256(convert_to(${before} || signal.id, 'UTF8')) for 16), 'hex')::uuid`
const beforeIdsOf = ({ accountId, livemode }: Owner) => `${accountId}/${livemode}/`

/**
 * Whatever is new is stored and counted, all by one statement. Keys and cells are written in the order of their indexes: two batches
 * that share some of either wait for each other, and never in a circle. 128 bits of a digest tell ids apart, as no other account can
 * choose what stands before its own. Cells are counted first and put into their order then, which are fewer than signals.
 */
const statement = `
with given as materialized (
  select ${keyOf('$3')} as key, signal.*
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::text[], $10::text[], $11::text[], $12::text[],
    $13::text[], $14::text[]) as signal (id, mailbox_id, domain_id, type, ms, recipient_provider, recipient_domain, campaign,
    bounce_class, permanence, diagnostic)),
fresh as (
  insert into signal_keys (key, seen_on) select key, (now() at time zone 'UTC')::date from given order by key
  on conflict do nothing returning key),
kept as materialized (select given.*, to_timestamp(ms / 1000) as at from given join fresh using (key)),
stored as (
  insert into signals (account_id, livemode, mailbox_id, id, type, at, recipient_provider, recipient_domain, campaign, bounce_class,
    permanence, diagnostic)
  select $1, $2, mailbox_id, id, type, at, recipient_provider, recipient_domain, campaign, bounce_class, permanence, diagnostic
  from kept),
cells as materialized (
  select domain_id, (at at time zone 'UTC')::date as day, mailbox_id, recipient_provider, coalesce(campaign, '') as campaign_cell,
    ${counted.join(', ')}
  from kept group by 1, 2, 3, 4, 5),
rolled_up as (
  insert into mailbox_days (${cell}, ${counters.map(([name]) => name).join(', ')})
  select $1, $2, cells.* from cells order by domain_id, day, mailbox_id, recipient_provider, campaign_cell
  on conflict (${cell}) do update set ${added.join(', ')})
select count(*)::int as count,
  coalesce(array_agg(id) filter (where type = 'bounced' and bounce_class = 'account_restricted'), '{}') as restricting
from kept`

const known = `select signal.id from unnest($2::text[]) as signal (id) join signal_keys on key = ${keyOf('$1')}`

const columnsOf = (signals: NewSignal[]): string[] => [
  arrayLiteral(signals, ({ id }) => id),
  arrayLiteral(signals, ({ mailboxId }) => mailboxId),
  arrayLiteral(signals, ({ domainId }) => domainId),
  arrayLiteral(signals, ({ type }) => type),
  arrayLiteral(signals, ({ at }) => `${at.getTime()}`),
  arrayLiteral(signals, ({ recipientProvider }) => recipientProvider),
  arrayLiteral(signals, ({ recipientDomain }) => recipientDomain),
  arrayLiteral(signals, ({ campaign }) => campaign),
  arrayLiteral(signals, ({ bounceClass }) => bounceClass),
  arrayLiteral(signals, ({ permanence }) => permanence),
  arrayLiteral(signals, ({ diagnostic }) => diagnostic),
]

function firstOfEachId(signals: NewSignal[]): NewSignal[] {
  const ids = new Set<string>()
  return signals.filter(({ id }) => !ids.has(id) && ids.add(id))
}

/** What was new of a batch. */
interface Recorded {
  count: number
  /** Ids of those that say that a provider has restricted the sender. */
  restricting: string[]
}

export function createSignalRepository(executor: Executor) {
  return {
    async record(owner: Owner, signals: NewSignal[]): Promise<Recorded> {
      if (signals.length === 0) return { count: 0, restricting: [] }
      const given = columnsOf(firstOfEachId(signals))
      const values = [owner.accountId, owner.livemode, beforeIdsOf(owner), ...given]
      return one(await namedQuery<Recorded>(executor, 'record_signals', statement, values))
    },

    /** Which of these ids were recorded before. */
    async known(owner: Owner, ids: string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set()
      const values = [beforeIdsOf(owner), arrayLiteral(ids, (id) => id)]
      const rows = await namedQuery<{ id: string }>(executor, 'known_signals', known, values)
      return new Set(rows.map(({ id }) => id))
    },

    /** Which domain each of these mailboxes belongs to; those that the owner does not have are left away. */
    async domainsOfMailboxes({ accountId, livemode }: Owner, mailboxIds: string[]): Promise<Map<string, string>> {
      const rows = await namedQuery<{ id: string; domain_id: string }>(
        executor,
        'domains_of_mailboxes',
        'select id, domain_id from mailboxes where account_id = $1 and livemode = $2 and id = any ($3::text[])',
        [accountId, livemode, arrayLiteral(mailboxIds, (id) => id)],
      )
      return new Map(rows.map((row) => [row.id, row.domain_id]))
    },

    /** The first of these addresses that is a mailbox of the owner's, and not retired. */
    async mailboxOfAddresses(owner: Owner, addresses: string[]): Promise<{ id: string; domainId: string } | null> {
      const { address, id, domainId, retiredAt } = mailboxes
      const rows = await executor
        .select({ address, id, domainId })
        .from(mailboxes)
        .where(and(ownedBy(mailboxes, owner), inArray(address, addresses), isNull(retiredAt)))
      const byAddress = new Map(rows.map((row) => [row.address, row]))
      return addresses.flatMap((one) => byAddress.get(one) ?? [])[0] ?? null
    },

    /** Forgets the keys that were seen before that day. */
    async forgetKeys(before: Date): Promise<void> {
      await executor.delete(signalKeys).where(lt(signalKeys.seenOn, before.toISOString().slice(0, 10)))
    },
  }
}

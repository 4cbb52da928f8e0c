import { createDb, type Owner } from '@coldframe/db'
import { evidenceOfDays } from '@coldframe/temporal'
import { judge, newVerdictState, type VerdictState } from '@coldframe/temporal/verdict'
import type { Bench } from '../benches/signals.ts'
import { type Figure, figure } from '../harness/figure.ts'

const domains = 10_000
const historyDays = 30
/** Domains that one activity looks at. */
const batch = 500
const DAY_MS = 86_400_000
const dayOf = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)
const idOf = (number: number) => `dom_${String(number).padStart(26, 'f')}`

/** One day's verdicts of a whole fleet: its counts are read, and judged with what is kept of the days before. */
export async function judgeFleet({ instance, client, say }: Bench): Promise<Figure[]> {
  const { rows } = await client.query('select id from accounts order by created_at limit 1')
  const owner: Owner = { accountId: rows[0].id, livemode: false }
  await fillDays(client, owner.accountId)
  const db = createDb({ url: instance.databaseUrl, maxConnections: 2 })
  try {
    const before = await history()
    const startedAt = performance.now()
    let judged = 0
    for (let first = 0; first < domains; first += batch) {
      const ids = Array.from({ length: batch }, (_, index) => idOf(first + index))
      const cells = await db.mailboxDays.byCampaign(owner, ids, { from: dayOf(1), to: dayOf(1) })
      for (const [, days] of evidenceOfDays(cells, new Set()))
        for (const evidence of days) if (judge(before, evidence).verdict.health !== 'unknown') judged++
    }
    const seconds = (performance.now() - startedAt) / 1_000
    if (judged !== domains) throw new Error(`${judged} of ${domains} domains were judged`)
    say(`${domains} verdicts in ${seconds.toFixed(1)} s`)
    return [figure('verdicts_of_10000_domains', seconds, 's', { atMost: 20 })]
  } finally {
    await db.close()
  }

  /** Of a month that all of them had alike. */
  async function history(): Promise<VerdictState> {
    const cells = await db.mailboxDays.byCampaign(owner, [idOf(0)], { from: dayOf(historyDays), to: dayOf(2) })
    let state = newVerdictState()
    for (const evidence of evidenceOfDays(cells, new Set()).get(idOf(0)) ?? []) state = judge(state, evidence).state
    return state
  }
}

/** Yesterday of ten mailboxes on each domain, to four recipient providers; the month before of the first domain. */
async function fillDays(client: Bench['client'], accountId: string): Promise<void> {
  await client.query(
    `insert into mailbox_days (account_id, livemode, domain_id, day, mailbox_id, recipient_provider, campaign, sent, delivered, bounced,
       recipient_unknown, warmup_inbox, warmup_spam)
     select $1, false, 'dom_' || lpad(n::text, 26, 'f'), (now() at time zone 'UTC')::date - d, 'mbx_' || lpad((n * 10 + m)::text, 26, 'f'),
       provider, 'spring', 10, 10 - m % 2, m % 2, m % 2, 5, m % 3 / 2
     from generate_series(0, $2::int - 1) n, generate_series(1, 10) m, unnest(array['google', 'microsoft', 'yahoo', 'other']) provider,
       generate_series(1, $3::int) d
     where n = 0 or d = 1`,
    [accountId, domains, historyDays],
  )
  await client.query('vacuum analyze mailbox_days')
}

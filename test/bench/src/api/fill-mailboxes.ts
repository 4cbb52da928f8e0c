import type pg from 'pg'

const MAILBOXES_A_DOMAIN = 100

/** Rows of one account, in plain SQL: `total` mailboxes in all, on as many domains as they need. */
export async function fillMailboxes(client: pg.Client, accountId: string, total: number): Promise<void> {
  const { rows } = await client.query('select count(*)::int as count from mailboxes where account_id = $1', [accountId])
  const domains = Math.ceil((total - rows[0].count) / MAILBOXES_A_DOMAIN)
  if (domains <= 0) return
  const first = Math.ceil(rows[0].count / MAILBOXES_A_DOMAIN)
  await client.query(
    `insert into domains (id, account_id, livemode, name, provider, residency, registration, dns_mode, status)
     select 'dom_' || lpad(n::text, 26, '0'), $1, false, 'bench' || n || '.com', 'microsoft365', 'eu', 'register', 'managed', 'warming'
     from generate_series($2::int, $3::int) n`,
    [accountId, first, first + domains - 1],
  )
  await client.query(
    `insert into mailboxes (id, account_id, livemode, domain_id, local_part, address, display_name, status, created_at)
     select 'mbx_' || lpad((n * 100 + m)::text, 26, '0'), $1, false, 'dom_' || lpad(n::text, 26, '0'), 'person' || m,
       'person' || m || '@bench' || n || '.com', 'Person ' || m, 'warming', now() - (n || ' seconds')::interval
     from generate_series($2::int, $3::int) n, generate_series(1, $4::int) m`,
    [accountId, first, first + domains - 1, MAILBOXES_A_DOMAIN],
  )
  await client.query('vacuum analyze mailboxes, domains')
}

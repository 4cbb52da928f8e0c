import { randomBytes } from 'node:crypto'
import t from 'tap'
import { z } from 'zod'
import { databaseUrlOf, startServer, testVendors, untilReady } from './server-process.ts'
import { orderOf, startApi } from './support.ts'

/** Many orders at the same moment, over two processes on one database. */

const MANY = 50

const api = await startApi(t)
const environment = {
  DATABASE_URL: await databaseUrlOf(api),
  MASTER_KEY: randomBytes(32).toString('base64'),
  LOG_LEVEL: 'warn',
  ...testVendors,
}
const servers = await Promise.all([startServer(t, environment), startServer(t, environment)])
await Promise.all(servers.map(untilReady))

const Body = z.looseObject({ id: z.string().optional(), code: z.string().optional(), domainId: z.string().optional() })

/** Sends as many orders as there are names, to both processes in turn, at once. */
async function orderAtOnce(key: string, names: string[], headers: Record<string, string> = {}) {
  return Promise.all(
    names.map(async (name, index) => {
      const answer = await fetch(`${servers[index % servers.length]?.url}/v1/domains`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(orderOf(name)),
      })
      const replayed = answer.headers.get('idempotent-replayed')
      return { status: answer.status, replayed, body: Body.parse(await answer.json()) }
    }),
  )
}

const tables = ['domains', 'spend_reservations', 'operations', 'outbox', 'events', 'audit_log']

/** What an account has in each table. */
async function rowsOf(accountId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const { rows } = await api.sql.query(`select count(*)::int as count from ${table} where account_id = $1`, [
      accountId,
    ])
    counts[table] = rows[0].count
  }
  return counts
}

const each = (count: number) => Object.fromEntries(tables.map((table) => [table, count]))

t.test('fifty equal orders under one Idempotency-Key make one domain, one reservation, one start', async (t) => {
  const { owner, key } = await api.newAccount()
  const names = Array.from({ length: MANY }, () => 'samekey.com')
  const answers = await orderAtOnce(key, names, { 'idempotency-key': 'one-order' })
  t.same(await rowsOf(owner.accountId), each(1))
  const made = answers.filter(({ status }) => status === 202)
  t.equal(made.filter(({ replayed }) => replayed === null).length, 1, 'one acted, the others were told its answer')
  t.equal(new Set(made.map(({ body }) => body.id)).size, 1)
  for (const { status, body } of answers.filter(({ status }) => status !== 202))
    t.same([status, body.code], [409, 'idempotency_key_in_progress'])
})

t.test('fifty equal orders without a key make one domain; the others are told which', async (t) => {
  const { owner, key } = await api.newAccount()
  const answers = await orderAtOnce(
    key,
    Array.from({ length: MANY }, () => 'nokey.com'),
  )
  t.same(await rowsOf(owner.accountId), each(1))
  const [made, ...others] = answers.toSorted((a, b) => a.status - b.status)
  t.equal(made?.status, 202)
  for (const { status, body } of others)
    t.same([status, body.code, body.domainId], [409, 'domain_exists', made?.body.id])
})

t.test('of fifty orders of different names as many are taken as fit under the ceiling', async (t) => {
  const { owner, key } = await api.newAccount()
  // 71.80 each: the flat price, a .com and a licence. Seven come to 502.60, eight to 574.40.
  await api.sql.query('update accounts set spend_ceiling_cents = 57439 where id = $1', [owner.accountId])
  const answers = await orderAtOnce(
    key,
    Array.from({ length: MANY }, (_, index) => `ceiling${index}.com`),
  )
  t.same(await rowsOf(owner.accountId), each(7))
  t.equal(answers.filter(({ status }) => status === 202).length, 7)
  for (const { status, body } of answers.filter(({ status }) => status !== 202))
    t.same([status, body.code], [402, 'spend_ceiling_exceeded'])
  const { rows } = await api.sql.query(
    'select sum(amount_cents)::int as held from spend_reservations where account_id = $1',
    [owner.accountId],
  )
  t.equal(rows[0].held, 7 * 7180)
})

import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import t from 'tap'
import { z } from 'zod'
import { createDb, migrate } from '../src/index.ts'
import { serverUrl, skipReason } from './support.ts'

const migrations = fileURLToPath(new URL('../migrations', import.meta.url))
const Journal = z.looseObject({ entries: z.array(z.looseObject({ idx: z.number() })) })

/** The migrations as they were when the log was one table. */
async function olderMigrations(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  await cp(migrations, folder, { recursive: true })
  const path = join(folder, 'meta', '_journal.json')
  const journal = Journal.parse(JSON.parse(await readFile(path, 'utf8')))
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= 3) }))
  return folder
}

t.test('a log that is there already is kept when it becomes weekly', { skip: skipReason }, async (t) => {
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = new pg.Client({ connectionString: serverUrl })
  await server.connect()
  await server.query(`create database ${name}`)
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const folder = await olderMigrations()
  const db = createDb({ url })
  t.teardown(async () => {
    await Promise.all([client.end(), db.close(), rm(folder, { recursive: true })])
    await server.query(`drop database ${name} with (force)`)
    await server.end()
  })

  await runMigrations(drizzle(client), { migrationsFolder: folder })
  await client.query(`insert into accounts (id, name) values ('acct_1', 'First')`)
  await client.query(`insert into event_sequences (account_id, livemode, last) values ('acct_1', false, 500)`)
  await client.query(`insert into events (id, account_id, livemode, sequence, type, subject_id, data, created_at)
    select 'evt_' || n, 'acct_1', false, n, 'domain.created', 'dom_1', jsonb_build_object('n', n), now() - (500 - n) * interval '4 hours'
    from generate_series(1, 500) n`)
  const { rows: before } = await client.query('select * from events order by sequence')
  await migrate(url)

  const { rows: after } = await client.query('select * from events order by sequence')
  t.same(after, before)
  const { rows: caught } = await client.query('select count(*)::int as count from events_default')
  t.same(caught, [{ count: 0 }], 'each lies in its week')
  const owner = { accountId: 'acct_1', livemode: false }
  t.equal((await db.events.listAfter(owner, { afterSequence: 490, limit: 100 })).length, 10)
  const data = { webhookEndpointId: `whe_${'0'.repeat(26)}`, message: 'On it goes.' }
  await db.events.append(owner, [{ type: 'test.ping', subjectId: 'x', data }])
  t.match(await db.events.listAfter(owner, { afterSequence: 500, limit: 10 }), [{ sequence: 501, data }])
})

import pg from 'pg'
import t from 'tap'
import { insertDomain, insertEndpoint, sampleEvents, setUp, skipReason } from './support.ts'

const claimRequest = { limit: 10, perEndpoint: 10, leaseMs: 1000, inFlight: new Map(), closed: [] }

t.test('the second wall', { skip: skipReason }, async (t) => {
  const { db, url, owner, stranger } = await setUp(t)
  const mine = await insertDomain(db, owner, 'mine.com')
  const theirs = await insertDomain(db, stranger, 'theirs.com')

  await t.test('a transaction for one account sees nothing of another, even when asked in its name', async (t) => {
    await db.transactionFor(owner, async (tx) => {
      t.equal((await tx.domains.get(owner, mine.id))?.name, 'mine.com')
      t.equal(await tx.domains.get(stranger, theirs.id), null)
      t.same((await tx.domains.list(stranger, {}, { limit: 10 })).rows, [])
      t.equal(await tx.domains.update(stranger, theirs.id, { status: 'failed' }), null)
    })
    t.equal(await db.transactionFor({ ...owner, livemode: true }, (tx) => tx.domains.get(owner, mine.id)), null)
  })

  await t.test('it can add no row in the name of another', async (t) => {
    await t.rejects(
      db.transactionFor(owner, (tx) => tx.events.append(stranger, sampleEvents())),
      { code: '42501' },
    )
  })

  await t.test('endpoints and deliveries of another account are neither seen nor touched', async (t) => {
    const endpoint = await insertEndpoint(db, stranger)
    await db.events.append(stranger, sampleEvents())
    const [delivery] = (await db.webhookDeliveries.list(stranger, endpoint.id, {}, { limit: 10 })).rows
    await db.transactionFor(owner, async (tx) => {
      t.equal(await tx.webhookEndpoints.get(stranger, endpoint.id), null)
      t.equal(await tx.webhookEndpoints.disable(stranger, endpoint.id, 'user'), null)
      t.equal(await tx.webhookEndpoints.remove(stranger, endpoint.id), false)
      t.same((await tx.webhookDeliveries.list(stranger, endpoint.id, {}, { limit: 10 })).rows, [])
      t.equal(await tx.webhookDeliveries.redeliver(stranger, delivery?.id ?? ''), null)
      t.same(await tx.webhookDeliveries.claim(claimRequest), [])
    })
    await t.rejects(
      db.transactionFor(owner, (tx) => insertEndpoint(tx, stranger)),
      { cause: { code: '42501' } },
    )
    t.equal(
      (await db.webhookDeliveries.list(stranger, endpoint.id, { status: 'pending' }, { limit: 10 })).rows.length,
      1,
    )
  })

  await t.test('a name that another account holds is taken, and its holder is not told', async (t) => {
    await db.transactionFor(owner, async (tx) => {
      await t.rejects(insertDomain(tx, owner, 'theirs.com'), { message: 'theirs.com is taken' })
      t.equal(await tx.domains.findHolder(false, 'theirs.com'), null)
    })
  })

  await t.test('every table with an account is behind the wall, and history cannot be rewritten', async (t) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    t.teardown(() => client.end())
    const open = await client.query(`select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and a.attname = 'account_id' and not c.relrowsecurity and c.relnamespace = 'public'::regnamespace`)
    t.same(open.rows, [])
    for (const table of ['audit_log', 'events', 'purchases', 'webhook_attempts']) {
      for (const statement of [`update ${table} set id = id`, `delete from ${table}`, `truncate ${table}`]) {
        await client.query(
          "begin; set local role coldframe_app; set local coldframe.account_id = 'a'; set local coldframe.livemode = 'false'",
        )
        await t.rejects(client.query(statement), { code: '42501' }, statement)
        await client.query('rollback')
      }
    }
  })

  await t.test('an account sees itself and, in one mode, what belongs to it; never upwards or sideways', async (t) => {
    const fields = { name: 'Sub', metadata: {}, spendCeilingCents: null }
    const sub = await db.accounts.insertSub(owner, fields)
    const sibling = await db.accounts.insertSub(owner, fields)
    const seenBy = (accountId: string, livemode = false) =>
      db.transactionFor({ accountId, livemode }, async (tx) => {
        const seen: string[] = []
        // Asked in the name of each owner in turn: only the database stands in between.
        for (const id of [owner.accountId, sub.id, sibling.id, stranger.accountId]) {
          const asked = [owner, stranger, { accountId: id, livemode: false }]
          for (const as of asked) if (await tx.accounts.get(as, id)) seen.push(id)
        }
        return [...new Set(seen)]
      })
    t.same(await seenBy(owner.accountId), [owner.accountId, sub.id, sibling.id])
    t.same(await seenBy(owner.accountId, true), [owner.accountId])
    t.same(await seenBy(sub.id), [sub.id])
    t.same(await seenBy(stranger.accountId), [stranger.accountId])
    const asSub = { accountId: sub.id, livemode: false }
    await db.transactionFor(asSub, async (tx) => {
      t.equal(await tx.accounts.update(owner, owner.accountId, { name: 'Mine now' }), null)
      t.equal(await tx.accounts.update(owner, sibling.id, { name: 'Mine now' }), null)
    })
    await t.rejects(
      db.transactionFor(asSub, (tx) => tx.accounts.insertSub(owner, fields)),
      { cause: { code: '42501' } },
    )
  })

  await t.test('the next user of a connection has neither the role nor the account of the last one', async (t) => {
    await db.transactionFor(owner, (tx) => tx.domains.get(owner, mine.id))
    t.equal((await db.domains.get(stranger, theirs.id))?.name, 'theirs.com')
  })
})

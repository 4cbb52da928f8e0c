import t from 'tap'
import { insertDomain, setUp, skipReason } from './support.ts'

t.test('domains', { skip: skipReason }, async (t) => {
  const { db, owner, stranger } = await setUp(t)

  await t.test('a name is held by one domain in a mode, until it is released', async (t) => {
    const first = await insertDomain(db, owner, 'held.com')
    await t.rejects(insertDomain(db, stranger, 'held.com'))
    await insertDomain(db, { ...owner, livemode: true }, 'held.com')
    t.same(await db.domains.findHolder(false, 'held.com'), { id: first.id, accountId: owner.accountId })
    await db.domains.update(owner, first.id, { releasedAt: new Date() })
    t.equal(await db.domains.findHolder(false, 'held.com'), null)
    await insertDomain(db, stranger, 'held.com')
  })

  await t.test('another account, or the other mode, neither reads nor changes a domain', async (t) => {
    const { id } = await insertDomain(db, owner, 'mine.com')
    for (const other of [stranger, { ...owner, livemode: true }]) {
      t.equal(await db.domains.get(other, id), null)
      t.equal(await db.domains.update(other, id, { status: 'failed' }), null)
      t.same((await db.domains.list(other, { name: 'mine.com' }, { limit: 10 })).rows, [])
    }
    t.equal((await db.domains.get(owner, id))?.status, 'provisioning')
  })

  await t.test('a change against an older version changes nothing', async (t) => {
    const { id, version } = await insertDomain(db, owner, 'versions.com')
    const changed = await db.domains.update(owner, id, { metadata: { a: '1' } }, version)
    t.equal(changed?.version, version + 1)
    t.equal(await db.domains.update(owner, id, { metadata: { a: '2' } }, version), null)
    t.same((await db.domains.get(owner, id))?.metadata, { a: '1' })
  })

  await t.test('pages are newest first, complete, and not upset by what comes in meanwhile', async (t) => {
    const names = ['p1.com', 'p2.com', 'p3.com', 'p4.com', 'p5.com']
    for (const name of names) await insertDomain(db, stranger, name)
    const filter = { status: 'provisioning' as const }
    const first = await db.domains.list(stranger, filter, { limit: 2 })
    await insertDomain(db, stranger, 'late.com')
    const second = await db.domains.list(stranger, filter, { limit: 2, after: first.next ?? undefined })
    t.same(
      [...first.rows, ...second.rows].map((row) => row.name),
      ['p5.com', 'p4.com', 'p3.com', 'p2.com'],
    )
  })

  await t.test('a mailbox of another account cannot be put on a domain', async (t) => {
    const { id } = await insertDomain(db, owner, 'walls.com')
    await t.rejects(db.mailboxes.insert(stranger, id, [{ localPart: 'a', address: 'a@walls.com', displayName: 'A' }]), {
      cause: { constraint: /^mailboxes_account_id_livemode_domain_id_domains/ },
    })
  })
})

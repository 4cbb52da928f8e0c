import t from 'tap'
import type { NewSuppression } from '../src/index.ts'
import { setUp, skipReason } from './support.ts'

const known = (address: string, more: Partial<NewSuppression> = {}): NewSuppression => ({
  ...{ address, reason: 'recipient_unknown', domainId: 'dom_one', mailboxId: 'mbx_one' },
  ...more,
})
const byHand = (address: string) => known(address, { reason: 'manual', domainId: null, mailboxId: null })

t.test('suppressions', { skip: skipReason }, async (t) => {
  const { db, owner, stranger } = await setUp(t)
  const reasonsOf = async (address: string, who = owner) =>
    ((await db.suppressions.find(who, [address])).get(address) ?? []).map(({ reason }) => reason)

  await t.test('what is known for the same reason and domain is not added again', async (t) => {
    const twice = [byHand('a@acme.org'), byHand('A@acme.org')]
    t.same(await db.suppressions.add(owner, twice), [twice[0]])
    t.same(await db.suppressions.add(owner, twice), [])
    const others = [known('a@acme.org'), known('a@acme.org', { domainId: 'dom_two' })]
    t.same((await db.suppressions.add(owner, others)).length, 2)
    t.same((await reasonsOf('a@acme.org')).sort(), ['manual', 'recipient_unknown'], 'of each reason one')
    t.same(await db.suppressions.add(owner, []), [])
  })

  await t.test('a batch as large as one of signals is added and found', async (t) => {
    const addresses = Array.from({ length: 5_000 }, (_, index) => `many${index}@acme.org`)
    t.equal(
      (
        await db.suppressions.add(
          owner,
          addresses.map((address) => known(address)),
        )
      ).length,
      5_000,
    )
    t.equal((await db.suppressions.find(owner, addresses)).size, 5_000)
  })

  await t.test('batches that share recipients in another order do not lock each other', async (t) => {
    const addresses = Array.from({ length: 200 }, (_, index) => `shared${index}@acme.org`)
    const batches = [addresses, addresses.toReversed(), addresses, addresses.toReversed()]
    const added = await Promise.all(batches.map((batch) => db.suppressions.add(owner, batch.map(byHand))))
    t.equal(added.flat().length, 200)
  })

  await t.test('one is removed with what other domains know, for its reason alone', async (t) => {
    await db.suppressions.add(owner, [
      known('b@acme.org'),
      known('b@acme.org', { domainId: 'dom_two' }),
      byHand('b@acme.org'),
    ])
    const found = (await db.suppressions.find(owner, ['b@acme.org'])).get('b@acme.org') ?? []
    const id = found.find(({ reason }) => reason === 'recipient_unknown')?.id ?? ''
    t.equal(await db.suppressions.remove(stranger, id), null)
    t.match(await db.suppressions.remove(owner, id), { id, reason: 'recipient_unknown' })
    t.equal(await db.suppressions.remove(owner, id), null)
    t.same(await reasonsOf('b@acme.org'), ['manual'])
  })

  await t.test('another account, and the other mode, know nothing of it', async (t) => {
    await db.suppressions.add(owner, [byHand('c@acme.org')])
    const [row] = (await db.suppressions.find(owner, ['c@acme.org'])).get('c@acme.org') ?? []
    for (const other of [stranger, { ...owner, livemode: true }]) {
      t.same(await reasonsOf('c@acme.org', other), [])
      t.equal(await db.suppressions.get(other, row?.id ?? ''), null)
      t.same((await db.suppressions.list(other, {}, { limit: 10 })).rows, [])
      await db.transactionFor(other, async (tx) => {
        t.equal(await tx.suppressions.get(owner, row?.id ?? ''), null)
        t.equal(await tx.suppressions.remove(owner, row?.id ?? ''), null)
      })
    }
    await t.rejects(
      db.transactionFor(stranger, (tx) => tx.suppressions.add(owner, [byHand('d@acme.org')])),
      { cause: { code: '42501' } },
    )
    t.match(await db.transactionFor(owner, (tx) => tx.suppressions.remove(owner, row?.id ?? '')), { id: row?.id })
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { setUp, skipReason } from './support.ts'

/** What a promise has come to by now: a transaction that waits for another one has come to nothing. */
const soFar = <Value>(promise: Promise<Value>) => Promise.race([promise, wait(300, 'waits' as const)])

t.test('who may reserve in the name of an account', { skip: skipReason }, async (t) => {
  const { db, owner } = await setUp(t)

  /** A transaction that holds what it has locked until it is let go. */
  async function hold() {
    const end = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<number | null>()
    const done = db.transactionFor(owner, async (tx) => {
      locked.resolve((await tx.spend.lockAccount(owner)).ceilingCents)
      await end.promise
    })
    async function letGo() {
      end.resolve()
      await done
    }
    return { locked: locked.promise, letGo }
  }
  const setCeiling = (spendCeilingCents: number | null) =>
    db.accounts.update(owner, owner.accountId, { spendCeilingCents })

  await t.test('without a ceiling several at once, and a ceiling waits for all of them', async (t) => {
    const [first, second] = [await hold(), await hold()]
    t.same(await Promise.all([first.locked, second.locked]), [null, null])
    const change = setCeiling(500)
    t.equal(await soFar(change), 'waits')
    await first.letGo()
    t.equal(await soFar(change), 'waits')
    await second.letGo()
    await change
  })

  await t.test('under a ceiling one after the other', async (t) => {
    const first = await hold()
    t.equal(await first.locked, 500)
    const second = await hold()
    t.equal(await soFar(second.locked), 'waits')
    await first.letGo()
    t.equal(await second.locked, 500)
    await second.letGo()
  })
})

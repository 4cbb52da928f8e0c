import { createTestDatabase } from '@coldframe/db/testing'
import t from 'tap'
import { addDays, dayOf } from '../src/days.ts'
import { keepWarmups } from '../src/worker/keep-warmups.ts'
import { skipReason } from './support.ts'

t.test('what is kept of warmups', { skip: skipReason }, async (t) => {
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner = { accountId: (await db.accounts.insert('test')).id, livemode: false }
  const now = new Date()
  const today = dayOf(now)
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

  async function addDomain(name: string, readyAt: Date | null) {
    const domain = await db.domains.insert(owner, {
      ...{ name, brandDomain: null, provider: 'microsoft365', residency: 'none' },
      ...{ registration: 'register', dnsMode: 'managed', metadata: {} },
    })
    if (!domain) throw new Error('The name is taken')
    if (readyAt) await db.domains.update(owner, domain.id, { readyAt, status: 'warming' })
    return domain.id
  }

  await t.test('messages and plans go when nobody reads them any more', async (t) => {
    const domainId = await addDomain('old.com', null)
    const at = (age: number) => addDays(today, -age)
    for (const age of [0, 96, 98, 400]) {
      await db.warmups.saveDay(owner, domainId, at(age), [])
      await db.warmupMessages.plan(owner, [
        {
          ...{ id: `${age}`, domainId, fromMailboxId: 'mbx_1', toMailboxId: `mbx_${age}`, toDomainId: 'dom_2' },
          ...{ toProvider: 'microsoft365', day: at(age), week: age, sendAt: now },
        },
      ])
    }
    await keepWarmups(db, now)
    t.same(
      (await db.warmups.days(owner, domainId, 10)).map(({ day }) => day),
      [at(0), at(96)],
    )
    const isThere = (id: string) => db.warmupMessages.change(false, id, { reason: null })
    t.same(await Promise.all(['0', '96', '98', '400'].map(isThere)), [true, true, false, false])
  })

  await t.test('a domain whose days nobody runs gets them, and one that is just ready is left alone', async (t) => {
    const forgotten = await addDomain('forgotten.com', hoursAgo(30))
    const fresh = await addDomain('fresh.com', hoursAgo(0))
    const planned = await addDomain('planned.com', hoursAgo(30))
    await db.warmups.set(owner, planned, { startedOn: today, plannedOn: today })
    await keepWarmups(db, now)
    const started = (await db.outbox.claim(100)).map(({ message }) => message.workflowId)
    t.same(started, [`run-domain/${forgotten}`])
    t.notOk(started.includes(`run-domain/${fresh}`))
  })
})

import type { Repositories } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import t from 'tap'
import { setTestPace } from '../src/worker/set-test-pace.ts'
import { skipReason } from './support.ts'

/** What waits for Temporal, and no longer after this. */
async function takeMessages(db: Repositories): Promise<string[]> {
  const rows = await db.outbox.claim(100)
  for (const { id } of rows) await db.outbox.remove(id)
  return rows.flatMap(({ message }) =>
    message.kind === 'workflow_signal' ? `${message.signal} ${message.workflowId}` : [],
  )
}

t.test('another length of the day wakes domains and fleets that sleep by the old one, once', async (t) => {
  if (skipReason) return t.plan(0, skipReason)
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner = { accountId: (await db.accounts.insert('Acme')).id, livemode: false }
  const addDomain = async (name: string) => {
    const domain = await db.domains.insert(owner, {
      name,
      brandDomain: 'acme.com',
      provider: 'microsoft365',
      residency: 'eu',
      registration: 'register',
      dnsMode: 'managed',
      metadata: {},
    })
    if (!domain) throw new Error(`${name} is taken`)
    await db.domains.update(owner, domain.id, { status: 'warming', readyAt: new Date() })
    return domain.id
  }
  const addFleet = async (name: string) => {
    const fleet = await db.fleets.insert(owner, {
      name,
      brandDomain: 'acme.com',
      provider: 'microsoft365',
      residency: 'eu',
      dailySendTarget: 100,
      people: [],
      profile: 'standard',
      spareRatio: 0.2,
      maxSpendCents: null,
      rotationPolicy: 'automatic',
      metadata: {},
    })
    return fleet.id
  }
  const [asleep, retired] = [await addDomain('asleep.com'), await addDomain('retired.com')]
  await addDomain('unplanned.com')
  for (const id of [asleep, retired]) await db.warmups.set(owner, id, { plannedOn: '2026-03-01' })
  await db.domains.update(owner, retired, { status: 'retired', retiredAt: new Date() })
  const [kept, ended] = [await addFleet('Kept'), await addFleet('Ended')]
  await db.fleets.note(owner, ended, { status: 'ended' })

  await setTestPace(db, 60)
  t.equal((await db.clocks.read(false)).dayMs, 60_000)
  t.same((await takeMessages(db)).sort(), [`look_again keep-fleet/${kept}`, `look_again run-domain/${asleep}`])
  await setTestPace(db, 60)
  t.same(await takeMessages(db), [], 'the length is the same')
})

import type { Clock, Db, Domain, NewSignal, Owner, SignalType } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { createJudgeDomain } from '../src/activities/judge-domain.ts'
import { decide, verdictSchema, verdictStateSchema } from '../src/rules/verdict/verdict.ts'

const DAY_MS = 86_400_000
const start = Date.parse('2026-03-01T06:00:00Z')
const dayAt = (day: number) => new Date(start + day * DAY_MS)

interface House {
  db: Db
  owner: Owner
  domain: Domain
  /** On one day: how many messages of each type, to Gmail. */
  mail(day: number, counts: Partial<Record<SignalType, number>>, more?: Partial<NewSignal>): Promise<void>
  /** In the morning of that day. */
  judge(day: number): Promise<void>
  health(): Promise<string | undefined>
  events(): Promise<string[]>
}

async function setUp(t: Test): Promise<House> {
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner: Owner = { accountId: (await db.accounts.insert('test')).id, livemode: false }
  const domain = await readyDomain(db, owner)
  const [mailbox] = await db.mailboxes.ofDomain(owner, domain.id)
  let now = dayAt(0)
  const clock: Clock = { now: () => now, realTimeOf: (at) => at, ownTimeOf: (at) => at, dayMs: DAY_MS }
  const clocked: Db = {
    ...db,
    transaction: (work) => db.transaction((tx) => work({ ...tx, clocks: { ...tx.clocks, read: async () => clock } })),
  }
  const { judgeDomain } = createJudgeDomain({ db: clocked })
  let count = 0
  return {
    db,
    owner,
    domain,
    async mail(day, counts, more = {}) {
      const signals = Object.entries(counts).flatMap(([type, times]) =>
        Array.from({ length: times }, () => ({
          ...{ id: `s${count++}`, mailboxId: mailbox?.id ?? '', domainId: domain.id, type: type as SignalType },
          ...{ at: dayAt(day), recipientProvider: 'gmail', recipientDomain: null, campaign: null },
          ...{ bounceClass: null, permanence: null, diagnostic: null },
          ...more,
        })),
      )
      await db.signals.record(owner, signals)
    },
    async judge(day) {
      now = dayAt(day)
      await judgeDomain({ ...owner, domainId: domain.id })
    },
    health: async () => (await db.domains.get(owner, domain.id))?.health,
    events: async () => (await db.events.listAfter(owner, { afterSequence: 0, limit: 1_000 })).map(({ type }) => type),
  }
}

async function readyDomain(db: Db, owner: Owner): Promise<Domain> {
  const order = { provider: 'microsoft365', residency: 'eu', registration: 'register', dnsMode: 'managed' } as const
  const domain = await db.domains.insert(owner, {
    name: 'getacme.com',
    brandDomain: 'acme.com',
    metadata: {},
    ...order,
  })
  if (!domain) throw new Error('The name is taken')
  await db.mailboxes.insert(owner, domain.id, [{ localPart: 'a', address: 'a@getacme.com', displayName: 'A' }])
  const ready = await db.domains.update(owner, domain.id, { status: 'active', readyAt: dayAt(0) })
  if (!ready) throw new Error('The domain is gone')
  return ready
}

const good = { sent: 60, warmup_inbox: 38, warmup_spam: 2 }
const bad = { sent: 60, warmup_inbox: 6, warmup_spam: 34 }
const options = { skip: process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)' }

t.test('a domain of which nothing is known is unknown, day after day, and nothing is told', options, async (t) => {
  const { judge, health, events } = await setUp(t)
  for (const day of [1, 2, 9]) await judge(day)
  t.equal(await health(), 'unknown')
  t.same(await events(), [])
})

t.test('a sound domain is healthy, and a break burns it within days', options, async (t) => {
  const { db, owner, domain, mail, judge, health, events } = await setUp(t)
  for (let day = 0; day < 25; day++) {
    await mail(day, good)
    await judge(day + 1)
  }
  t.equal(await health(), 'healthy')
  for (let day = 25; day < 29; day++) {
    await mail(day, bad)
    await judge(day + 1)
  }
  t.equal(await health(), 'burned')
  const told = await events()
  t.same(
    told.filter((type) => type === 'domain.burned'),
    ['domain.burned'],
  )
  t.equal(told.at(-1), 'domain.burned')

  await t.test('with the numbers that it rests on, from which it can be computed again', async (t) => {
    const [change] = (await db.verdicts.changes(owner, domain.id, { limit: 1 })).rows
    const Basis = z.object({ numbers: verdictStateSchema.shape.numbers, before: verdictStateSchema.shape.standing })
    t.same(decide(Basis.parse(change?.basis)).verdict, verdictSchema.parse(change?.verdict))
    const event = (await db.events.listAfter(owner, { afterSequence: 0, limit: 1_000 })).at(-1)
    t.match(event?.data, { verdict: { health: 'burned', cause: 'domain', evidence: [{ subject: 'gmail' }] } })
  })

  await t.test('and what is sound again for long is taken back, which is told', async (t) => {
    for (let day = 29; day < 60; day++) {
      await mail(day, good)
      await judge(day + 1)
    }
    t.not(await health(), 'burned')
    t.ok((await events()).includes('domain.burn_retracted'))
  })
})

t.test('a day is judged once, and days that were missed are judged in their order', options, async (t) => {
  const daily = await setUp(t)
  const late = await setUp(t)
  for (let day = 0; day < 20; day++) {
    await daily.mail(day, day < 15 ? good : bad)
    await late.mail(day, day < 15 ? good : bad)
    await daily.judge(day + 1)
    await daily.judge(day + 1)
  }
  await late.judge(20)
  const [one, other] = await Promise.all(
    [daily, late].map(({ db, owner, domain }) => db.verdicts.state(owner, domain.id)),
  )
  t.same(other?.state, one?.state)
  t.same(other?.verdict, one?.verdict)
  t.same(await late.events(), await daily.events())
})

t.test('what comes late is counted on its own day', options, async (t) => {
  const punctual = await setUp(t)
  const tardy = await setUp(t)
  for (let day = 0; day < 10; day++) {
    await punctual.mail(day, good)
    if (day !== 7) await tardy.mail(day, good)
    await punctual.judge(day + 1)
    await tardy.judge(day + 1)
  }
  await tardy.mail(7, good)
  for (const house of [punctual, tardy]) await house.judge(11)
  const numbers = await Promise.all(
    [punctual, tardy].map(async ({ db, owner, domain }) => {
      const row = await db.verdicts.state(owner, domain.id)
      return verdictStateSchema.parse(row?.state).numbers.days
    }),
  )
  t.same(numbers[1], numbers[0])
})

t.test('refusals for a bad list are the list’s, and burn nothing', options, async (t) => {
  const { mail, judge, health, db, owner, domain } = await setUp(t)
  for (let day = 0; day < 20; day++) {
    await mail(day, good)
    if (day > 12) await mail(day, { bounced: 20 }, { bounceClass: 'recipient_unknown', permanence: 'hard' })
    await judge(day + 1)
  }
  t.not(await health(), 'burned')
  const row = await db.verdicts.state(owner, domain.id)
  t.equal(verdictSchema.parse(row?.verdict).cause, 'list')
})

t.test('a domain that is not ready, or retired, is not judged', options, async (t) => {
  const { db, owner, domain, mail, judge } = await setUp(t)
  await mail(0, good)
  await db.domains.update(owner, domain.id, { status: 'retired', retiredAt: new Date() })
  await judge(1)
  t.equal(await db.verdicts.state(owner, domain.id), null)
})

t.test(
  'a burn stops the mailboxes, and only what the platform stopped goes on when it is taken back',
  options,
  async (t) => {
    const { db, owner, domain, mail, judge, health, events } = await setUp(t)
    const [mailbox] = await db.mailboxes.ofDomain(owner, domain.id)
    const [own] = await db.mailboxes.insert(owner, domain.id, [
      { localPart: 'b', address: 'b@getacme.com', displayName: 'B' },
    ])
    await db.mailboxes.update(owner, mailbox?.id ?? '', { status: 'active', dailySendLimit: 30 })
    await db.mailboxes.update(owner, own?.id ?? '', { status: 'paused', pausedBy: 'user' })
    const states = async () =>
      (await db.mailboxes.ofDomain(owner, domain.id)).map(({ status, pausedBy }) => [status, pausedBy])
    const live = async (from: number, to: number, counts: typeof good) => {
      for (let day = from; day < to; day++) {
        await mail(day, counts)
        await judge(day + 1)
      }
    }
    await live(0, 25, good)
    t.same(
      await states(),
      [
        ['active', null],
        ['paused', 'user'],
      ],
      'a sound domain is left alone',
    )
    await live(25, 29, bad)
    t.equal(await health(), 'burned')
    t.same(await states(), [
      ['paused', 'platform'],
      ['paused', 'user'],
    ])
    t.equal((await db.mailboxes.get(owner, mailbox?.id ?? ''))?.dailySendLimit, 0)

    await db.mailboxes.update(owner, mailbox?.id ?? '', { status: 'warming', pausedBy: null })
    await live(29, 30, bad)
    t.same((await states())[0], ['warming', null], 'who resumes it all the same is not overruled')
    await db.mailboxes.update(owner, mailbox?.id ?? '', { status: 'paused', pausedBy: 'platform' })

    await live(30, 65, good)
    t.not(await health(), 'burned')
    t.same(await states(), [
      ['warming', null],
      ['paused', 'user'],
    ])
    const told = (await events()).filter((type) => type === 'mailbox.paused' || type === 'mailbox.resumed')
    t.same(told, ['mailbox.paused', 'mailbox.resumed'])
  },
)

t.test('a mailbox that its provider restricted waits until that day is judged', options, async (t) => {
  const { db, owner, domain, mail, judge, health } = await setUp(t)
  const [mailbox] = await db.mailboxes.ofDomain(owner, domain.id)
  const status = async () => (await db.mailboxes.get(owner, mailbox?.id ?? ''))?.status
  await mail(0, good)
  await mail(1, good)
  await mail(1, { bounced: 1 }, { bounceClass: 'account_restricted', permanence: 'soft' })
  await db.mailboxes.update(owner, mailbox?.id ?? '', { status: 'paused', pausedBy: 'platform' })
  await judge(1)
  t.equal(await status(), 'paused', 'what came after the day that is judged is not known yet')
  await judge(2)
  t.equal(await health(), 'healthy')
  t.equal(await status(), 'warming', 'one refusal among many is no restriction')
})

import t from 'tap'
import { skipReason } from './support.ts'
import { DAY_MS, firstDay, type MadeDomain, setUpWarmup } from './warmup-support.ts'

// Longer than other files where the machine is busy.
t.setTimeout(300_000)
const page = { limit: 100 }
const domainOf = (address: string) => address.split('@')[1]

async function setUpPool(t: Parameters<typeof setUpWarmup>[0], options: Parameters<typeof setUpWarmup>[1] = {}) {
  const world = await setUpWarmup(t, options)
  const domains: MadeDomain[] = []
  for (const name of ['one.example', 'two.example', 'three.example'])
    domains.push(await world.domain(name, { mailboxes: 16 }))
  // The first of all has nobody to write to on its first morning, and does not wait.
  const [, first] = domains
  if (!first) throw new Error('There is no domain')
  return { ...world, domains, first, inputs: domains.map(({ input }) => input) }
}

t.test('days of a warmup', { skip: skipReason }, async (t) => {
  await t.test(
    'the exchange comes first, then the limits, one step a day at most; the domain becomes active',
    async (t) => {
      const spamOf = ({ token }: { token: string }) => (token.charCodeAt(3) % 20 === 0 ? 'spam' : 'inbox')
      const { db, day, first, inputs, office } = await setUpPool(t, { sort: spamOf })
      const limits: number[][] = []
      for (let count = 0; count < 20; count++) {
        await day(inputs)
        limits.push((await db.mailboxes.ofDomain(first.owner, first.id)).map(({ dailySendLimit }) => dailySendLimit))
      }
      t.ok(office.letters.length > 500, `${office.letters.length} letters`)
      t.ok(
        office.letters.every(({ from, to }) => domainOf(from) !== domainOf(to)),
        'none within a domain',
      )
      t.equal(new Set(office.sent.map(({ token }) => token)).size, office.sent.length, 'none twice')
      t.ok(
        office.letters.some(({ replies }) => replies.length === 1) &&
          office.letters.every((one) => one.replies.length < 2),
      )
      t.notOk(
        office.letters
          .slice(0, 300)
          .find(({ folder, isRead, isImportant }) => folder === 'spam' || !isRead || !isImportant),
      )

      const rises = limits.flatMap((row, index) => row.map((limit, place) => limit - (limits[index - 1]?.[place] ?? 0)))
      t.ok(
        limits
          .slice(0, 3)
          .flat()
          .every((limit) => limit === 0),
        'four days of exchange alone',
      )
      t.equal(Math.max(...limits.flat()) > 5, true)
      t.ok(
        rises.every((rise) => rise <= 5),
        'never more than the start, or a step of two',
      )

      const domain = await db.domains.get(first.owner, first.id)
      t.equal(domain?.status, 'active')
      t.equal((await db.events.list(first.owner, { type: 'domain.activated' }, page)).rows.length, 1)
      const changes = await db.events.listAfter(first.owner, {
        afterSequence: 0,
        limit: 10_000,
        types: ['mailbox.limit_changed'],
      })
      const changed = limits.map((row, index) =>
        row.filter((limit, place) => limit !== (limits[index - 1]?.[place] ?? 0)),
      )
      t.equal(changes.length, changed.flat().length, 'an event for each change, and for nothing else')
      const days = await db.mailboxDays.ofDomain(first.owner, first.id, { from: firstDay, to: '2026-04-30' })
      const counted = days.reduce((sum, { warmupInbox, warmupSpam }) => sum + warmupInbox + warmupSpam, 0)
      const landed = (await db.warmupMessages.placements(first.owner, first.id)).filter(({ placement }) => placement)
      t.equal(
        counted,
        landed.reduce((sum, { count }) => sum + count, 0),
        'placements are counted as signals',
      )
      t.equal(counted <= office.sent.filter(({ from }) => domainOf(from) === 'two.example').length, true)
    },
  )

  await t.test('a target that is cut at noon stops what is queued for the afternoon', async (t) => {
    const { db, day, first, inputs, office } = await setUpPool(t)
    const sentBy = () => office.sent.filter(({ from }) => domainOf(from) === 'two.example').length
    const counts: number[] = []
    for (let count = 0; count < 3; count++) await day(inputs)
    await day(inputs, async (index) => {
      counts.push(sentBy())
      if (index === 3) await db.domains.update(first.owner, first.id, { health: 'burned' })
    })
    t.ok((counts[3] ?? 0) > (counts[0] ?? 0), 'the morning went out')
    t.equal(sentBy(), counts[3], 'and nothing after noon')
    const limits = (await db.mailboxes.ofDomain(first.owner, first.id)).map(({ dailySendLimit }) => dailySendLimit)
    t.ok(limits.every((limit) => limit === 0))
  })

  await t.test('a worker that dies over a message, before it is sent or after, sends none twice', async (t) => {
    const state = { deaths: 0, sends: 0 }
    const onSend = (moment: 'before' | 'after') => {
      state.sends += 1
      if (state.sends % 7 !== (moment === 'before' ? 3 : 0)) return
      state.deaths += 1
      throw new Error('The worker died')
    }
    const { day, db, first, inputs, office } = await setUpPool(t, { onSend })
    const isDeath = (error: unknown) => error instanceof Error && error.message === 'The worker died'
    for (let count = 0; count < 2; count++) {
      await day(inputs, undefined, async (work) => {
        for (let isDone = false; !isDone; )
          isDone = await work().then(
            () => true,
            (error) => {
              if (isDeath(error)) return false
              throw error
            },
          )
      })
    }
    t.ok(state.deaths > 10, `${state.deaths} deaths`)
    t.ok(office.sent.length > 50, `${office.sent.length} were sent`)
    t.equal(new Set(office.sent.map(({ token }) => token)).size, office.sent.length)
    const tallies = await db.warmupMessages.placements(first.owner, first.id)
    const unknown = tallies.filter(({ placement }) => placement === 'missing')
    t.same(unknown, [], 'what never went out is not missing')
  })

  await t.test('a pause by a person lasts, and an outage is not made up for', async (t) => {
    const { db, day, first, inputs, office, time } = await setUpPool(t)
    for (let count = 0; count < 9; count++) await day(inputs)
    const [mailbox] = await db.mailboxes.ofDomain(first.owner, first.id)
    if (!mailbox) throw new Error('There is no mailbox')
    await db.mailboxes.update(first.owner, mailbox.id, { status: 'paused', pausedBy: 'user' })
    const before = office.sent.filter(({ from }) => from === mailbox.address).length
    await day(inputs)
    await day(inputs)
    t.equal(office.sent.filter(({ from }) => from === mailbox.address).length, before)
    t.match(await db.mailboxes.get(first.owner, mailbox.id), { status: 'paused', dailySendLimit: 0 })
    const volumes = async () =>
      (await db.warmups.days(first.owner, first.id, 1))[0]?.plans.map((plan) => plan.warmupTarget) ?? []
    const reached = Math.max(...(await volumes()))
    time.ms += 6 * DAY_MS
    await day(inputs)
    t.ok(Math.max(...(await volumes())) <= reached, 'a week of silence is followed by no spike')
  })
})

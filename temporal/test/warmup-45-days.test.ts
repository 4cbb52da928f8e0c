import { fileURLToPath } from 'node:url'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import t from 'tap'
import { LOOK_AGAIN_SIGNAL } from '../src/contracts.ts'
import { weekdayOf } from '../src/rules/warmup/calendar-date.ts'
import { skipReason } from './support.ts'
import { DAY_MS, type MadeDomain, setUpWarmup } from './warmup-support.ts'

// Longer than other files where the machine is busy.
t.setTimeout(300_000)
Runtime.install({ logger: new DefaultLogger('ERROR') })
const server = process.env.TEMPORAL_TEST_SERVER
const DAYS = 45
const taskQueue = 'warmup-45-days'
/**
 * Who meets whom hangs on the places in the ring alone, not on ids: of four domains with so many mailboxes each writes on
 * five days of a week at least, and none is silent for longer than two.
 */
const MAILBOXES = 6
const zones = {
  'first.example': 'UTC',
  'second.example': 'America/New_York',
  'third.example': 'Asia/Tokyo',
  'fourth.example': 'Asia/Kolkata',
}
/** A share of the letters to the third domain's mailboxes goes to junk; none to the others'. */
const sort = ({ to, token }: { to: string; token: string }) =>
  to.endsWith('@third.example') && token.charCodeAt(0) % 4 === 0 ? 'spam' : 'inbox'

t.test(
  '45 days of four domains',
  {
    skip: skipReason || (server ? false : 'no time-skipping Temporal server (TEMPORAL_TEST_SERVER)'),
    timeout: 240_000,
  },
  async (t) => {
    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: server ?? '' } },
    })
    t.teardown(() => env.teardown())
    const world = await setUpWarmup(t, { sort, nowMs: () => env.currentTimeMs() })
    const { db, office } = world
    const domains: MadeDomain[] = []
    for (const [name, zone] of Object.entries(zones)) {
      const domain = await world.domain(name, { mailboxes: MAILBOXES, zone })
      // All are there before the first day: a ring that grows during a week leaves pairs out.
      await db.warmupPool.join(domain.owner, { id: domain.id, provider: 'microsoft365' }, domain.mailboxIds)
      domains.push(domain)
    }

    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue,
      workflowsPath: fileURLToPath(new URL('../src/workflows/index.ts', import.meta.url)),
      // What is known of a domain from outside is another test's business.
      activities: { ...world.activities, gatherEvidence: async () => undefined, judgeDomain: async () => undefined },
    })
    await worker.runUntil(async () => {
      const handles = []
      for (const { id, input } of domains)
        handles.push(await env.client.workflow.start('runDomain', { taskQueue, workflowId: id, args: [input] }))
      await env.sleep(DAYS * DAY_MS)
      for (const { owner, id } of domains) await db.domains.update(owner, id, { status: 'retired' })
      for (const handle of handles) await handle.signal(LOOK_AGAIN_SIGNAL)
      for (const handle of handles) await handle.result()
    })

    for (const { owner, id } of domains) {
      const days = (await db.warmups.days(owner, id, 100)).reverse()
      t.ok(days.length >= DAYS && days.length <= DAYS + 2, `${days.length} days`)
      const rises = days.slice(1).flatMap(({ plans }, index) =>
        plans.map((plan) => {
          const before = days[index]?.plans.find((one) => one.id === plan.id)
          return plan.dailySendLimit - (before?.dailySendLimit ?? 0)
        }),
      )
      t.ok(
        rises.every((rise) => rise >= 0 && rise <= 5),
        'monotone, by the start or a step',
      )
      const ends = days.at(-1)?.plans.map(({ dailySendLimit }) => dailySendLimit) ?? []
      t.ok(
        ends.length === MAILBOXES && ends.every((limit) => limit === 40),
        `each at the cap of its profile: ${[...new Set(ends)]}`,
      )
      const volumeOf = (isWeekend: boolean) =>
        days
          .slice(20)
          .filter(({ day }) => (weekdayOf(day) ?? 0) > 5 === isWeekend)
          .flatMap(({ plans }) => plans.map(({ warmupVolume }) => warmupVolume))
      t.ok(Math.max(...volumeOf(true)) < Math.min(...volumeOf(false)), 'weekends are quieter')
      const { rows } = await db.events.list(owner, { type: 'domain.activated' }, { limit: 10 })
      t.equal(rows.length, 1, 'activated once')
    }

    t.equal(new Set(office.sent.map(({ token }) => token)).size, office.sent.length, 'nothing was sent twice')
    const pairs = Map.groupBy(office.sent, ({ from, to }) => [from, to].sort().join(' '))
    t.ok(office.sent.length > 600 && [...pairs.values()].every((all) => all.length <= DAYS / 7 + 1))
    const [first] = domains
    if (!first) return
    const tallies = await db.warmupMessages.placements(first.owner, first.id)
    const count = (placement: string | null) =>
      tallies.filter((one) => one.placement === placement).reduce((sum, one) => sum + one.count, 0)
    const booked = office.sent
      .filter(({ from }) => from.endsWith('@first.example'))
      .map((one) => ({ ...one, folder: sort(one) }))
    const spam = booked.filter(({ folder }) => folder === 'spam').length
    const open = count(null) + count('unknown')
    t.ok(spam > 5 && count('spam') <= spam, `${count('spam')} of ${spam} are booked as spam`)
    t.ok(count('spam') + open >= spam, `all but some of the ${open} that were not found before the end`)
    t.equal(count('missing'), 0)
    t.ok(office.letters.some(({ replies }) => replies.length === 1))
  },
)

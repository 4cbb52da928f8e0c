import t from 'tap'
import { type DayActivities, type DayOutline, LOOK_AGAIN_SIGNAL, type RunDomainInput } from '../contracts.ts'
import { cannotSkip, DAY_MS, openSkippingServer } from '../worker/skipping-server-fixture.ts'
import type { runDomain } from './run-domain.ts'

const input: RunDomainInput = { accountId: 'acct_1', livemode: false, domainId: 'dom_1' }
const HOUR_MS = 3_600_000

type Env = Awaited<ReturnType<typeof openSkippingServer>>['env']

/** Activities that keep a calendar of six windows, and count what they are asked on each day. */
function createDays(env: Env, days: number) {
  const calls: { name: string; at: number }[] = []
  const state = { firstDay: 0, isOver: false }
  const outline = async (name: string): Promise<DayOutline> => {
    const now = await env.currentTimeMs()
    calls.push({ name, at: now })
    const midnight = Math.floor(now / DAY_MS) * DAY_MS
    state.firstDay ||= midnight
    const windows = [10, 12, 13, 15, 17, 18].map((hour) => midnight + hour * HOUR_MS).filter((at) => at > now)
    return { isOver: state.isOver || midnight >= state.firstDay + days * DAY_MS, windows, nextDayAt: midnight + DAY_MS }
  }
  const ask = async (name: string) => void calls.push({ name, at: await env.currentTimeMs() })
  const activities: DayActivities = {
    gatherEvidence: () => ask('gatherEvidence'),
    judgeDomain: () => ask('judgeDomain'),
    planDay: () => outline('planDay'),
    exchangeMail: () => outline('exchangeMail'),
  }
  const perDay = () => [...Map.groupBy(calls, ({ at }) => Math.floor(at / DAY_MS)).values()]
  return { calls, state, activities, perDay }
}

t.test('the days of a domain', { skip: cannotSkip, timeout: 240_000 }, async (t) => {
  const { env, withWorker } = await openSkippingServer(t)

  async function run({ activities }: ReturnType<typeof createDays>, during?: (handle: Handle) => Promise<void>) {
    return withWorker(activities, async (taskQueue) => {
      const handle = await start(taskQueue)
      await during?.(handle)
      await handle.result()
      return runsOf(taskQueue, handle.firstExecutionRunId)
    })
  }
  const start = (taskQueue: string) =>
    env.client.workflow.start<typeof runDomain>('runDomain', { taskQueue, workflowId: taskQueue, args: [input] })
  type Handle = Awaited<ReturnType<typeof start>>

  /** The size of each run's history, from the first one on. */
  async function runsOf(workflowId: string, firstRunId: string) {
    const sizes: number[] = []
    for (let runId: string | undefined = firstRunId; runId; ) {
      const history = await env.client.workflow.getHandle(workflowId, runId).fetchHistory()
      sizes.push(JSON.stringify(history).length)
      const end = history.events?.at(-1)
      runId = end?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined
    }
    return sizes
  }

  await t.test('a year: two questions, one plan and six windows a day, histories that stay small', async (t) => {
    const days = createDays(env, 365)
    const sizes = await run(days)
    const perDay = days.perDay().slice(1, -1)
    t.ok(perDay.length >= 363, `${perDay.length} whole days`)
    t.ok(perDay.every((calls) => calls.length === 9))
    t.ok(sizes.length > 5, `${sizes.length} runs, each the continuation of the one before`)
    t.ok(Math.max(...sizes) < 5_000_000, `${Math.max(...sizes)} bytes in the largest`)
  })

  await t.test(
    'a day is asked about and judged before it is planned, and what cannot be asked holds up no day',
    async (t) => {
      const days = createDays(env, 2)
      days.activities.gatherEvidence = async () => {
        days.calls.push({ name: 'gatherEvidence', at: await env.currentTimeMs() })
        throw new Error('Nobody answers')
      }
      await run(days)
      const [first = []] = days.perDay()
      t.same(
        first.slice(0, 5).map(({ name }) => name),
        ['gatherEvidence', 'gatherEvidence', 'gatherEvidence', 'judgeDomain', 'planDay'],
      )
    },
  )

  await t.test('one that is asked to look again plans at once, a few times a day at most', async (t) => {
    const days = createDays(env, 3)
    await run(days, async (handle) => {
      for (let count = 0; count < 20; count++) {
        await env.sleep(2 * HOUR_MS)
        await handle.signal(LOOK_AGAIN_SIGNAL)
      }
    })
    t.ok(
      days.perDay().every((calls) => calls.length <= 12),
      `${days.perDay().map((calls) => calls.length)}`,
    )
    t.ok(days.calls.filter(({ name }) => name === 'planDay').length > 4)
  })

  await t.test('a burst of requests is one look, and leaves the later ones of the day theirs', async (t) => {
    await env.sleep(DAY_MS - ((await env.currentTimeMs()) % DAY_MS) + HOUR_MS)
    const days = createDays(env, 1)
    const plans = () => days.calls.filter(({ name }) => name === 'planDay').length
    const looks: number[] = []
    await run(days, async (handle) => {
      await env.sleep(HOUR_MS)
      for (const burst of [30, 1, 30]) {
        for (let count = 0; count < burst; count++) await handle.signal(LOOK_AGAIN_SIGNAL)
        const before = plans()
        await env.sleep(HOUR_MS)
        looks.push(plans() - before)
      }
    })
    t.same(looks, [1, 1, 1])
  })

  await t.test('ends within a tick when the domain has ended', async (t) => {
    const days = createDays(env, 300)
    await run(days, async (handle) => {
      await env.sleep(3 * DAY_MS)
      days.state.isOver = true
      await handle.signal(LOOK_AGAIN_SIGNAL)
    })
    t.ok(days.calls.length < 40, `${days.calls.length} calls`)
  })
})

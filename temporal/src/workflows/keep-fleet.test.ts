import t from 'tap'
import { type FleetActivities, type KeepFleetInput, LOOK_AGAIN_SIGNAL } from '../contracts.ts'
import { cannotSkip, DAY_MS, openSkippingServer } from '../worker/skipping-server-fixture.ts'
import type { keepFleet } from './keep-fleet.ts'

const input: KeepFleetInput = { accountId: 'acct_1', livemode: false, fleetId: 'flt_1' }

t.test('the days of a fleet', { skip: cannotSkip }, async (t) => {
  const { env, withWorker } = await openSkippingServer(t)

  /** Keeps a fleet for so many looks; each tells when it was. */
  async function run(looks: number, during: (handle: Handle) => Promise<void> = async () => {}) {
    const times: number[] = []
    const activities: FleetActivities = {
      async lookAfterFleet() {
        const now = await env.currentTimeMs()
        times.push(now)
        return { isOver: times.length === looks, nextLookAt: now + DAY_MS }
      },
    }
    return withWorker(activities, async (taskQueue) => {
      const started = await start(taskQueue)
      await during(started)
      await started.result()
      return { times, newestEvents: await countEvents(taskQueue) }
    })
  }
  const start = (taskQueue: string) =>
    env.client.workflow.start<typeof keepFleet>('keepFleet', { taskQueue, workflowId: taskQueue, args: [input] })
  type Handle = Awaited<ReturnType<typeof start>>
  const countEvents = async (workflowId: string) => {
    const newest = await env.client.workflow.getHandle(workflowId).fetchHistory()
    return newest.events?.length ?? 0
  }

  await t.test('it is looked after once a day, until nobody keeps it any more', async (t) => {
    const { times } = await run(5)
    t.equal(times.length, 5)
    for (const [index, time] of times.slice(1).entries()) {
      const passed = time - (times[index] ?? 0)
      t.ok(passed >= DAY_MS && passed < DAY_MS + 60_000, `${passed} ms`)
    }
  })

  await t.test('what is asked in between is one look, however often', async (t) => {
    const { times } = await run(2, async (handle) => {
      for (let times = 0; times < 20; times++) await handle.signal(LOOK_AGAIN_SIGNAL)
    })
    t.ok((times[1] ?? 0) - (times[0] ?? 0) < DAY_MS / 2, 'it did not wait for the next day')
  })

  await t.test('its history stays short over the years', async (t) => {
    const { times, newestEvents } = await run(400)
    t.equal(times.length, 400)
    t.ok(newestEvents < 1_600, `${newestEvents} events in the newest run`)
  })
})

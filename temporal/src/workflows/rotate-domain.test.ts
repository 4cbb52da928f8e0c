import t from 'tap'
import type { RotationActivities } from '../activities/index.ts'
import { NEWS_SIGNAL, type RotationInput } from '../contracts.ts'
import { cannotSkip, DAY_MS, openSkippingServer } from '../worker/skipping-server-fixture.ts'
import type { rotateDomain } from './rotate-domain.ts'

const input: RotationInput = { accountId: 'acct_1', livemode: false, rotationId: 'rot_1' }

type Status = Awaited<ReturnType<RotationActivities['lookAtRotation']>>['status']

/** A rotation that goes on by what each look says; the last status repeats. */
function createFakes(first: Status, looks: Partial<Record<keyof RotationActivities, Status[]>>) {
  const calls: string[] = []
  let status = first
  const outlook = () => ({
    status,
    waitMs: status === 'completed' || status === 'cancelled' ? null : status === 'planned' ? 0 : DAY_MS,
  })
  const look = (name: keyof RotationActivities) => async () => {
    calls.push(name)
    status = looks[name]?.shift() ?? status
    return outlook()
  }
  const activities: RotationActivities = {
    lookAtRotation: look('lookAtRotation'),
    findReplacement: look('findReplacement'),
    awaitReplacement: look('awaitReplacement'),
    followOverlap: look('followOverlap'),
    drainDomain: look('drainDomain'),
  }
  return { calls, activities, become: (next: Status) => (status = next) }
}

t.test('the story of a rotation', { skip: cannotSkip }, async (t) => {
  const { env, withWorker } = await openSkippingServer(t)

  async function run({ activities }: ReturnType<typeof createFakes>, during?: (handle: Handle) => Promise<void>) {
    return withWorker(activities, async (taskQueue) => {
      const handle = await start(taskQueue)
      await during?.(handle)
      await handle.result()
      return handle
    })
  }
  const start = (taskQueue: string) =>
    env.client.workflow.start<typeof rotateDomain>('rotateDomain', {
      taskQueue,
      workflowId: taskQueue,
      args: [input],
    })
  type Handle = Awaited<ReturnType<typeof start>>

  await t.test('each stage is looked at, once a day while it lasts', async (t) => {
    const fakes = createFakes('planned', {
      findReplacement: ['ordering'],
      awaitReplacement: ['ordering', 'overlap'],
      followOverlap: ['overlap', 'overlap', 'draining'],
      drainDomain: ['draining', 'completed'],
    })
    const { startTime, closeTime } = await (await run(fakes)).describe()
    t.same(fakes.calls, [
      'lookAtRotation',
      'findReplacement',
      'awaitReplacement',
      'awaitReplacement',
      'followOverlap',
      'followOverlap',
      'followOverlap',
      'drainDomain',
      'drainDomain',
    ])
    const days = ((closeTime?.getTime() ?? 0) - startTime.getTime()) / DAY_MS
    t.ok(days >= 4 && days < 5, `${days} days`)
  })

  await t.test('news are looked at before the day is over', async (t) => {
    const fakes = createFakes('awaiting_approval', { findReplacement: ['overlap'], followOverlap: ['cancelled'] })
    await run(fakes, async (handle) => {
      fakes.become('planned')
      await handle.signal(NEWS_SIGNAL)
    })
    t.same(
      fakes.calls.filter((call) => call !== 'lookAtRotation'),
      ['findReplacement', 'followOverlap'],
    )
  })

  await t.test('a rotation that waits for a year keeps a bounded history, and ends', async (t) => {
    const blocked: Status[] = Array.from({ length: 365 }, () => 'blocked')
    const fakes = createFakes('blocked', { findReplacement: [...blocked, 'cancelled'] })
    const handle = await run(fakes)
    t.equal(fakes.calls.filter((call) => call === 'findReplacement').length, 366)
    const { historyLength } = await env.client.workflow.getHandle(handle.workflowId).describe()
    t.ok(historyLength < 2_000, `${historyLength} events in the last run`)
    t.ok(fakes.calls.filter((call) => call === 'lookAtRotation').length > 1, 'it was continued as new')
  })
})

import { optionalTsToMs } from '@temporalio/common/lib/time.js'
import t from 'tap'
import type { AttemptAnswer, AttemptInput } from '../activities/webhooks.ts'
import { retryDelaysMs } from '../rules/retry-schedule.ts'
import { cannotSkip, openSkippingServer } from '../worker/skipping-server-fixture.ts'
import type { retryDelivery } from './retry-delivery.ts'

const delivery = { accountId: 'acct_1', livemode: false, deliveryId: 'dlv_1', round: 1 }
const again: AttemptAnswer = { isSettled: false, retryAfterMs: null }
const settled: AttemptAnswer = { isSettled: true, retryAfterMs: null }

t.test('the retries of a delivery', { skip: cannotSkip }, async (t) => {
  const { env, withWorker } = await openSkippingServer(t)

  /** Runs one to its end; `answers` are those of the attempts in turn, the last for all that follow. Waits are read from the history. */
  async function run(answers: AttemptAnswer[], retryAfterMs?: number) {
    const inputs: AttemptInput[] = []
    const attemptDelivery = async (input: AttemptInput) => {
      inputs.push(input)
      return answers[Math.min(inputs.length, answers.length) - 1] ?? again
    }
    const handle = await withWorker({ attemptDelivery }, async (taskQueue) => {
      const started = await env.client.workflow.start<typeof retryDelivery>('retryDelivery', {
        taskQueue,
        workflowId: taskQueue,
        args: [{ ...delivery, ...(retryAfterMs ? { retryAfterMs } : {}) }],
      })
      await started.result()
      return started
    })
    const { events } = await handle.fetchHistory()
    const waits = (events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
      timer?.startToFireTimeout ? [optionalTsToMs(timer.startToFireTimeout) ?? 0] : [],
    )
    return { inputs, waits }
  }
  const isAbout = (wait: number | undefined, delayMs: number) =>
    wait !== undefined && wait >= delayMs && wait <= delayMs * 1.1

  await t.test('goes through the whole schedule, and tells the last attempt that it is', async (t) => {
    const { inputs, waits } = await run([again])
    t.equal(inputs.length, retryDelaysMs.length)
    for (const [index, delayMs] of retryDelaysMs.entries())
      t.ok(isAbout(waits[index], delayMs), `${waits[index]} ms for ${delayMs} ms`)
    t.same(
      inputs.map(({ isLast }) => isLast),
      [...Array(8).fill(false), true],
    )
    t.match(inputs[0], delivery)
  })

  await t.test('ends with the attempt that settles the delivery', async (t) => {
    t.equal((await run([again, again, settled])).inputs.length, 3)
  })

  await t.test('ends where nobody wants the delivery any more', async (t) => {
    t.equal((await run([settled])).inputs.length, 1)
  })

  await t.test(
    'leaves a receiver alone as long as it asked, after the first attempt and after any other',
    async (t) => {
      const hourMs = 3_600_000
      const { waits } = await run([{ ...again, retryAfterMs: 2 * hourMs }, again, settled], hourMs)
      t.ok(isAbout(waits[0], hourMs), `${waits[0]} ms`)
      t.ok(isAbout(waits[1], 2 * hourMs), `${waits[1]} ms`)
      t.ok(isAbout(waits[2], retryDelaysMs[2] ?? 0), `${waits[2]} ms`)
    },
  )
})

import { ApplicationFailure } from '@temporalio/common'
import t from 'tap'
import type { OperationActivities, StepActivities } from '../activities/index.ts'
import {
  CANCEL_SIGNAL,
  FAILED_FOR_GOOD,
  NEEDS_PERSON,
  type OperationInput,
  provisionSteps,
  RETRY_SIGNAL,
  retireSteps,
  type StepName,
} from '../contracts.ts'
import { cannotSkip, openSkippingServer } from '../worker/skipping-server-fixture.ts'
import type { provisionDomain } from './provision-domain.ts'

const input: OperationInput = { accountId: 'acct_1', livemode: false, domainId: 'dom_1', operationId: 'op_1' }

type Fake = Partial<Record<StepName, () => Promise<void>>>

/** Activities that note what they are asked, in order, and do what a test tells them. */
function createFakes(fakes: Fake = {}) {
  const calls: string[] = []
  const note = async (name: string) => {
    calls.push(name)
  }
  const steps = Object.fromEntries(
    [...provisionSteps, ...retireSteps].map((name) => [
      name,
      async () => {
        calls.push(name)
        await fakes[name]?.()
      },
    ]),
  )
  const books: OperationActivities = {
    parkStep: (_, step, message) => note(`park ${step}: ${message}`),
    closeSteps: () => note('close'),
    noteRemains: (_, lines) => note(`remains ${lines.join()}`),
    finishOperation: (_, status) => note(`finish ${status}`),
    abandonDomain: (_, status) => note(`abandon ${status}`),
    retireDomain: () => note('retire'),
  }
  return { calls, activities: { ...steps, ...books } as StepActivities & OperationActivities }
}

t.test('the story of a domain', { skip: cannotSkip }, async (t) => {
  const { env, withWorker } = await openSkippingServer(t)

  async function run(
    fakes: ReturnType<typeof createFakes>,
    during: (handle: Awaited<ReturnType<typeof start>>) => Promise<void> = async () => {},
  ) {
    await withWorker(fakes.activities, async (taskQueue) => {
      const handle = await start(taskQueue)
      await during(handle)
      await handle.result()
    })
    return fakes.calls
  }
  const start = (taskQueue: string) =>
    env.client.workflow.start<typeof provisionDomain>('provisionDomain', {
      taskQueue,
      workflowId: taskQueue,
      args: [input],
    })
  const until = async (calls: string[], entry: string) => {
    const deadline = Date.now() + 10_000
    while (!calls.some((call) => call.startsWith(entry))) {
      if (Date.now() > deadline) throw new Error(`${entry} was not called`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  await t.test('every step runs once, each after those that it stands on', async (t) => {
    const calls = await run(createFakes())
    t.same([...calls].sort(), [...provisionSteps, 'finish succeeded'].sort())
    const before = (first: string, second: string) =>
      t.ok(calls.indexOf(first) < calls.indexOf(second), `${first} before ${second}`)
    before('register_domain', 'delegate_nameservers')
    before('delegate_nameservers', 'verify_domain')
    before('accept_agreement', 'order_licences')
    before('order_licences', 'create_mailboxes')
    before('verify_domain', 'enable_dkim')
    before('await_mailboxes', 'prove_mail')
    before('verify_dns', 'prove_mail')
  })

  await t.test('a step that needs a person waits for the retry, and nothing else is done twice', async (t) => {
    let isMended = false
    const fakes = createFakes({
      order_licences: async () => {
        if (!isMended) throw ApplicationFailure.nonRetryable('The customer is under review', NEEDS_PERSON)
      },
    })
    const calls = await run(fakes, async (handle) => {
      await until(fakes.calls, 'park order_licences')
      isMended = true
      await handle.signal(RETRY_SIGNAL)
    })
    t.ok(calls.includes('park order_licences: The customer is under review'))
    t.equal(calls.filter((call) => call === 'order_licences').length, 2)
    t.equal(calls.filter((call) => call === 'create_tenant').length, 1)
    t.equal(calls.at(-1), 'finish succeeded')
  })

  await t.test('a step that is not done by its deadline is given to a person, with the last answer', async (t) => {
    let isSeen = false
    const fakes = createFakes({
      verify_domain: async () => {
        if (!isSeen)
          throw ApplicationFailure.create({ type: 'Pending', message: 'Not seen yet', nextRetryDelay: '1 hour' })
      },
    })
    const calls = await run(fakes, async (handle) => {
      await env.sleep('4 days')
      await until(fakes.calls, 'park verify_domain')
      isSeen = true
      await handle.signal(RETRY_SIGNAL)
    })
    t.match(
      calls.find((call) => call.startsWith('park')),
      /deadline.*Not seen yet/,
    )
    t.equal(calls.at(-1), 'finish succeeded')
  })

  await t.test('cancelling undoes what can be undone and ends the domain', async (t) => {
    const fakes = createFakes({
      verify_domain: async () => {
        throw ApplicationFailure.create({ type: 'Pending', message: 'Not seen yet', nextRetryDelay: '1 hour' })
      },
    })
    const calls = await run(fakes, async (handle) => {
      await until(fakes.calls, 'verify_domain')
      await handle.signal(CANCEL_SIGNAL)
    })
    t.same(calls.slice(-6), ['close', ...retireSteps, 'abandon cancelled', 'finish cancelled'])
    t.notOk(calls.includes('create_mailboxes'))
  })

  await t.test('a fault for good fails the operation and says what an undo could not do', async (t) => {
    const calls = await run(
      createFakes({
        register_domain: async () => {
          throw ApplicationFailure.nonRetryable('getacme.com is not available', FAILED_FOR_GOOD)
        },
        stop_renewals: async () => {
          throw ApplicationFailure.nonRetryable('Refused', NEEDS_PERSON)
        },
      }),
    )
    t.ok(calls.some((call) => call.startsWith('remains The step stop_renewals')))
    t.same(calls.slice(-2), ['abandon failed', 'finish failed'])
  })
})

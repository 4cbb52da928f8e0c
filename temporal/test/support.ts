import { randomBytes } from 'node:crypto'
import { createVault, type Domain, newId, type Owner } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { createActivities } from '../src/activities/index.ts'
import type { StepActivity } from '../src/activities/step.ts'
import { type OperationInput, plans, type StepName } from '../src/contracts.ts'
import { createFakeVendors } from './fake-vendors.ts'

export const skipReason = process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)'

/** Attempts that fail are what these tests are about. */
const quiet = new DefaultLogger('ERROR', () => {})

/** One attempt, as Temporal would make it; throws what Temporal would get. */
export const runStep = (activity: StepActivity, input: OperationInput) =>
  new MockActivityEnvironment({}, { logger: quiet }).run(activity, input)

type Order = Partial<Pick<Domain, 'registration' | 'dnsMode' | 'residency'>>

/** A database, and orders in it whose steps can be run one by one against fake vendors. */
export async function setUp(t: { teardown(done: () => Promise<void>): void }) {
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner: Owner = { accountId: (await db.accounts.insert('test')).id, livemode: false }
  const vault = createVault(randomBytes(32).toString('base64'))

  async function order({ registration = 'register', dnsMode = 'managed', residency = 'eu' }: Order = {}) {
    const name = `${randomBytes(6).toString('hex')}.com`
    const placed = await db.domains.insert(owner, {
      name,
      brandDomain: null,
      provider: 'microsoft365',
      residency,
      registration,
      dnsMode,
      metadata: {},
    })
    if (!placed) throw new Error('The name is taken')
    await db.mailboxes.insert(
      owner,
      placed.id,
      ['ann', 'bob'].map((localPart) => ({ localPart, address: `${localPart}@${name}`, displayName: localPart })),
    )
    const input: OperationInput = { ...owner, domainId: placed.id, operationId: newId('operation') }
    const { workflowId, steps } = plans['domains.create']
    await db.operations.insert(owner, {
      id: input.operationId,
      kind: 'domains.create',
      domainId: placed.id,
      workflowId: workflowId(input),
      steps,
    })
    const fake = createFakeVendors()
    const activities = createActivities({ db, vault, vendors: () => fake.vendors })

    return {
      ...fake,
      input,
      name,
      activities,
      run: (step: StepName) => runStep(activities[step], input),
      step: async (step: StepName) =>
        (await db.operations.get(owner, input.operationId))?.steps.find(({ name }) => name === step),
      domain: async () => db.domains.get(owner, placed.id),
      operation: async () => db.operations.get(owner, input.operationId),
      eventTypes: async () =>
        (await db.events.listAfter(owner, { afterSequence: 0, limit: 1000 }))
          .filter((event) => [placed.id, input.operationId].includes(event.subjectId))
          .map((event) => event.type),
    }
  }
  return { db, owner, vault, order }
}

import t from 'tap'
import { newId, type Owner, type Repositories } from '../src/index.ts'
import { insertDomain, setUp, skipReason } from './support.ts'

async function insertOperation(db: Repositories, owner: Owner, name: string) {
  const { id: domainId } = await insertDomain(db, owner, name)
  const id = newId('operation')
  await db.operations.insert(owner, {
    id,
    kind: 'domains.create',
    domainId,
    workflowId: `provision-domain/${domainId}`,
    steps: ['register_domain', 'create_tenant'],
  })
  return { id }
}

t.test('operations', { skip: skipReason }, async (t) => {
  const { db, owner } = await setUp(t)
  const statusOf = async (id: string) => (await db.operations.get(owner, id))?.status

  await t.test('an operation is as its steps are: a person outweighs work, work outweighs waiting', async (t) => {
    const { id } = await insertOperation(db, owner, 'status.com')
    await db.operations.setStep(owner, id, 'register_domain', { status: 'waiting' })
    t.equal(await statusOf(id), 'waiting')
    await db.operations.startStep(owner, id, 'create_tenant', null)
    t.equal(await statusOf(id), 'running')
    await db.operations.setStep(owner, id, 'register_domain', { status: 'action_required', message: 'Do it' })
    t.equal(await statusOf(id), 'action_required')
    await db.operations.setStep(owner, id, 'register_domain', { status: 'succeeded' })
    t.equal(await statusOf(id), 'running')
  })

  await t.test('attempts are counted, and a waiting step waits on while it is asked again', async (t) => {
    const { id } = await insertOperation(db, owner, 'attempts.com')
    await db.operations.startStep(owner, id, 'create_tenant', new Date(0))
    await db.operations.setStep(owner, id, 'create_tenant', { status: 'waiting', message: 'Not yet' })
    await db.operations.startStep(owner, id, 'create_tenant', new Date(0))
    const step = (await db.operations.get(owner, id))?.steps[1]
    t.match(step, { attempts: 2, status: 'waiting', message: 'Not yet', deadlineAt: new Date(0) })
  })

  await t.test('a step that has ended is neither started nor changed by a late attempt', async (t) => {
    const { id } = await insertOperation(db, owner, 'late.com')
    await db.operations.setStep(owner, id, 'create_tenant', { status: 'succeeded' })
    t.equal(await db.operations.startStep(owner, id, 'create_tenant', null), false)
    t.equal(await db.operations.setStep(owner, id, 'create_tenant', { status: 'failed' }), null)
    t.equal((await db.operations.get(owner, id))?.steps[1]?.status, 'succeeded')
  })

  await t.test('an operation ends once, and later steps do not wake it', async (t) => {
    const { id } = await insertOperation(db, owner, 'ends.com')
    t.equal(await db.operations.finish(owner, id, { status: 'succeeded' }), true)
    t.equal(await db.operations.finish(owner, id, { status: 'failed' }), false)
    await db.operations.setStep(owner, id, 'register_domain', { status: 'action_required' })
    t.equal(await statusOf(id), 'succeeded')
  })

  await t.test('what remains is noted once a line', async (t) => {
    const { id } = await insertOperation(db, owner, 'remains.com')
    await db.operations.addRemains(owner, id, ['a', 'b'])
    await db.operations.addRemains(owner, id, ['b', 'c'])
    t.same((await db.operations.get(owner, id))?.remains, ['a', 'b', 'c'])
  })

  await t.test('steps of an undo stand behind those of the story', async (t) => {
    const { id } = await insertOperation(db, owner, 'undo.com')
    await db.operations.addSteps(owner, id, ['remove_mailboxes', 'stop_renewals'])
    t.same(
      (await db.operations.get(owner, id))?.steps.map((step) => [step.name, step.position]),
      [
        ['register_domain', 0],
        ['create_tenant', 1],
        ['remove_mailboxes', 2],
        ['stop_renewals', 3],
      ],
    )
  })
})

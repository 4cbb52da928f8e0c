import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { newId } from '../src/index.ts'
import { insertDomain, setUp, skipReason } from './support.ts'

t.test('a step that ends while another asks for a person does not hide it', { skip: skipReason }, async (t) => {
  const { db, owner } = await setUp(t)
  const { id: domainId } = await insertDomain(db, owner, 'race.com')
  const id = newId('operation')
  await db.operations.insert(owner, {
    id,
    kind: 'domains.create',
    domainId,
    workflowId: `provision-domain/${domainId}`,
    steps: ['register_domain', 'create_tenant'],
  })
  let other: Promise<unknown> = Promise.resolve()
  await db.transaction(async (tx) => {
    await tx.operations.setStep(owner, id, 'register_domain', { status: 'action_required', message: 'Do it' })
    other = db.transaction((second) => second.operations.setStep(owner, id, 'create_tenant', { status: 'succeeded' }))
    // Until it waits for the row that this transaction holds.
    await sleep(300)
  })
  await other
  t.equal((await db.operations.get(owner, id))?.status, 'action_required')
})

import t from 'tap'
import { addOperation, addReadyDomain } from './fixture.ts'
import { caller, countRows, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

let serial = 0
type Args = Parameters<typeof addOperation>
async function freshOperation(kind?: Args[3], status?: Args[4]) {
  const { domain } = await addReadyDomain(api, api.owner, `operation${++serial}.com`)
  return { id: await addOperation(api, api.owner, domain.id, kind, status), domainId: domain.id }
}

async function lastMessage() {
  const { rows } = await api.sql.query('select message from outbox order by id desc limit 1')
  return rows[0]?.message
}

t.test('cancelling signals the workflow', async (t) => {
  const { id } = await freshOperation()
  t.match(await call('POST', `/v1/operations/${id}/cancel`), { status: 202, body: { id } })
  t.match(await lastMessage(), { kind: 'workflow_signal', workflowId: `workflow/${id}`, signal: 'cancel' })
})

t.test('only provisioning can be cancelled', async (t) => {
  const { id } = await freshOperation('mailboxes.create')
  const before = await countRows(api)
  const answer = await call('POST', `/v1/operations/${id}/cancel`)
  t.match(answer, { status: 409, body: { code: 'operation_not_cancellable' } })
  t.same(await countRows(api), before)
})

for (const status of ['action_required', 'waiting'] as const) {
  t.test(`a step that is ${status} runs again at a retry, and the workflow is told`, async (t) => {
    const { id } = await freshOperation('domains.create', status)
    const answer = await call('POST', `/v1/operations/${id}/retry`)
    t.match(answer, { status: 202, body: { status: 'running', steps: [{ status: 'running' }] } })
    t.match(await lastMessage(), { kind: 'workflow_signal', workflowId: `workflow/${id}`, signal: 'retry' })
  })
}

t.test('what runs is not retried', async (t) => {
  const { id } = await freshOperation()
  const before = await countRows(api)
  const answer = await call('POST', `/v1/operations/${id}/retry`)
  t.match(answer, { status: 409, body: { code: 'operation_not_waiting' } })
  t.same(await countRows(api), before)
})

t.test('what has ended is neither cancelled nor retried', async (t) => {
  const { id } = await freshOperation()
  await api.db.operations.finish(api.owner, id, { status: 'failed', message: 'No.' })
  const before = await countRows(api)
  for (const verb of ['cancel', 'retry'])
    t.match(await call('POST', `/v1/operations/${id}/${verb}`), { status: 409, body: { code: 'operation_finished' } })
  t.same(await countRows(api), before)
})

t.test('progress is the share of steps that are done', async (t) => {
  const { id } = await freshOperation()
  const progress = async () => (await call('GET', `/v1/operations/${id}`)).body.progress
  t.equal(await progress(), 0)
  await api.db.operations.setStep(api.owner, id, 'register_domain', { status: 'succeeded' })
  t.equal(await progress(), 1)
})

t.test('operations are listed by kind, status and domain', async (t) => {
  const { id, domainId } = await freshOperation('domains.retire', 'action_required')
  for (const query of [`domainId=${domainId}`, 'kind=domains.retire', `status=action_required&domainId=${domainId}`]) {
    const { body } = await call('GET', `/v1/operations?${query}`)
    t.match(body.data, [{ id, steps: [{ name: 'register_domain' }] }], query)
  }
  t.same((await call('GET', `/v1/operations?domainId=${domainId}&status=failed`)).body.data, [])
})

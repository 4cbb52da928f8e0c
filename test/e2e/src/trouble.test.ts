import t from 'tap'
import { newName } from './drive/names.ts'
import { waitForOperation } from './drive/operations.ts'
import { hasEnded } from './drive/shapes.ts'
import { orderReady } from './support/expect-ready.ts'
import { people } from './support/people.ts'
import { publishAsTold } from './support/publish-as-told.ts'
import { refusal } from './support/refusal.ts'
import { startHouse } from './support/start-house.ts'

/** Stories in which something is in the way, side by side in one house. */
t.jobs = 8
const house = await startHouse((end) => t.teardown(end))
const { api, world } = house
const side = { buffered: true }

t.test('with DNS at the customer the order says which records it waits for, and goes on by itself', side, async (t) => {
  const name = newName('external')
  await world.addCustomerDomain(name)
  const order = { name, mailboxes: people('hal', 2), registration: 'existing', dns: 'external' } as const
  const { id, operationId } = await api.order(order)
  const isAsking = ({ status }: { status: string }) => status === 'action_required'
  const asking = await waitForOperation(api, operationId, { until: isAsking })
  const { records } = await api.dns(id)
  t.match(records, [{ purpose: 'verification', type: 'TXT', status: 'missing', owner: 'customer', observed: [] }])
  const [wanted] = records
  const step = asking.steps.find(({ name }) => name === 'publish_verification')
  t.equal(step?.status, 'action_required')
  t.ok(step?.message?.includes(wanted?.wanted ?? 'nothing'), step?.message ?? 'no message')
  t.ok(asking.message?.includes(wanted?.wanted ?? 'nothing'), 'the operation says it too')
  const waiting = await api.domain(id)
  t.equal(waiting.status, 'action_required')
  t.ok(waiting.statusReason?.includes(name))

  await publishAsTold(house, id, operationId)
  const ended = await waitForOperation(api, operationId)
  t.equal(ended.status, 'succeeded')
  t.match(ended.steps, { 0: { name: 'register_domain', status: 'skipped' } })
  t.match(await api.domain(id), { status: 'warming', statusReason: null })
  const dns = await api.dns(id)
  t.equal(dns.status, 'correct')
  t.ok(dns.records.every(({ owner, status }) => owner === 'customer' && status === 'correct'))
  t.match(dns.proof, { spf: 'pass', dkim: 'pass', dmarc: 'pass' })
  t.equal((await world.domain(name)).registration?.registrar, 'other', 'nothing was registered')
})

t.test('a cancelled order is undone, says what remains, and leaves its name free', side, async (t) => {
  const name = newName('cancel')
  const fault = await world.addFault({
    vendor: 'graph',
    kind: 'server_error',
    status: 503,
    match: { method: 'POST', path: `/domains/${name.replace('.', '\\.')}/verify` },
  })
  const { id, operationId } = await api.order({ name, mailboxes: people('ida', 2) })
  const isVerifying = ({ steps }: Awaited<ReturnType<typeof api.operation>>) =>
    steps.some(({ name, attempts }) => name === 'verify_domain' && attempts > 1)
  await waitForOperation(api, operationId, { until: isVerifying })
  await api.cancel(operationId)
  const cancelled = await waitForOperation(api, operationId)
  t.equal(cancelled.status, 'cancelled')
  t.match(cancelled.remains, [/tenant .* stays/, /2 licences are paid for/, /stays registered until/])
  t.match(await api.domain(id), { status: 'cancelled', readyAt: null })
  const { registration, zones } = await world.domain(name)
  t.match(registration, { registrar: 'ours', autoRenew: false })
  const left = (zones.managed ?? []).filter(({ type }) => type !== 'SOA' && type !== 'NS')
  t.same(left, [], 'no record of ours is left')
  t.same(await refusal(api.cancel(operationId)), { status: 409, code: 'operation_finished' })

  await world.removeFault(fault.id)
  const again = await orderReady(t, house, { name, mailboxes: people('ida', 2) })
  t.not(again.id, id)
  t.equal((await world.counts()).registrations?.[name], 1, 'the name was ours still, and was not bought again')
  const renewed = await world.domain(name)
  t.ok(renewed.registration?.isRegistered)
})

t.test('a name that the registrar cannot sell fails for good, and nothing is bought for it', side, async (t) => {
  const name = 'apple.com'
  const { id, operationId } = await api.order({ name, mailboxes: people('jon', 1) })
  const operation = await waitForOperation(api, operationId, { until: hasEnded })
  t.match(operation, { status: 'failed', message: /apple\.com is not available/ })
  t.match(await api.domain(id), { status: 'failed', statusReason: /not available/, readyAt: null })
  const { registrations = {}, user_creations: creations = {} } = await world.counts()
  t.notOk(registrations[name])
  t.notOk(creations[`jon1@${name}`])
  t.ok(operation.steps.every(({ status }) => status !== 'running' && status !== 'waiting' && status !== 'pending'))
  t.match(await api.order({ name, mailboxCount: 1 }), { name }, 'the name can be ordered again')
})

t.test('a lost reply of the registrar buys no second time', side, async (t) => {
  const name = newName('lost')
  const match = { target: 'RegisterDomain$' }
  await world.addFault({ vendor: 'registrar', kind: 'lost_reply', count: 1, match })
  await orderReady(t, house, { name, mailboxes: people('kim', 1) })
  t.equal((await world.counts()).registrations?.[name], 1)
})

import t from 'tap'
import { newName } from './drive/names.ts'
import { waitForOperation } from './drive/operations.ts'
import { hasEnded, type Operation } from './drive/shapes.ts'
import { askDns, wantedAnswer } from './support/ask-dns.ts'
import { orderReady } from './support/expect-ready.ts'
import { judgeMessage } from './support/judge-message.ts'
import { people } from './support/people.ts'
import { sandboxProofMailbox } from './support/proof-mailbox.ts'
import { refusal } from './support/refusal.ts'
import { startHouse } from './support/start-house.ts'

/** Stories that end well, side by side in one house. */
t.jobs = 8
const house = await startHouse((end) => t.teardown(end))
const { api, world, resolver } = house
const side = { buffered: true }

t.test('an order becomes a domain whose records DNS serves and whose mail passes', side, async (t) => {
  const name = newName('ready')
  const domain = await orderReady(t, house, { name, mailboxes: people('anna', 10) })
  const mailboxes = await api.mailboxes(domain.id)
  t.equal(mailboxes.length, 10)
  t.ok(mailboxes.every(({ status, readyAt }) => status === 'warming' && readyAt !== null))

  const { records, status, nameservers, spf, proof } = await api.dns(domain.id)
  t.equal(status, 'correct')
  t.same((await resolver.resolveNs(name)).sort(), [...nameservers].sort())
  t.same([...new Set(records.map(({ purpose }) => purpose))].sort(), [
    'autodiscover',
    'dkim',
    'dmarc',
    'mx',
    'spf',
    'verification',
  ])
  for (const record of records) {
    const answers = await askDns(resolver, record)
    t.ok(answers.includes(wantedAnswer(record)), `${record.type} ${record.name} is answered as wanted`)
    t.same(record, { ...record, status: 'correct', owner: 'coldframe' })
  }
  t.ok(spf && spf.lookups > 0 && spf.lookups <= spf.limit && spf.voidLookups === 0)

  const message = (await world.messages(sandboxProofMailbox)).find(({ from }) => from.endsWith(`@${name}`))
  t.ok(message, 'the proof message arrived')
  const judged = await judgeMessage(message?.raw ?? '', resolver)
  t.same(judged.spf, { result: 'pass', domain: name })
  t.match(judged.dkim, [{ result: 'pass', domain: name }])
  t.same(judged.dmarc, { result: 'pass', domain: name })
  t.match(proof, { spf: 'pass', dkim: 'pass', dmarc: 'pass' }, 'the API says the same')
  t.match(proof?.authenticationResults, /spf=pass.*dkim=pass|dkim=pass.*spf=pass/)
  t.equal(mailboxes.find(({ id }) => id === proof?.mailboxId)?.address, message?.from)
})

t.test('the event stream tells each step to the end of the operation, and closes', side, async (t) => {
  const { operationId } = await api.order({ name: newName('stream'), mailboxes: people('ben', 2) })
  const states: Operation[] = []
  for await (const state of api.follow(operationId, 60_000)) states.push(state)
  const last = states.at(-1)
  t.match(last, { id: operationId, status: 'succeeded', progress: 1 })
  t.ok(states.length > 3, `${states.length} states were told`)
  t.ok(
    states.slice(0, -1).every((state) => !hasEnded(state)),
    'only the last one is an end',
  )
  t.ok(
    states.every(({ progress }, index) => progress >= (states[index - 1]?.progress ?? 0)),
    'progress never falls',
  )
  const late: Operation[] = []
  for await (const state of api.follow(operationId, 10_000)) late.push(state)
  t.same(late, [last], 'who comes late gets the end')
})

t.test('residency in Switzerland gives a tenant whose mail rests there', side, async (t) => {
  const { tenantId } = await orderReady(t, house, { name: newName('ch'), mailboxes: people('cla', 1), residency: 'ch' })
  t.match(await api.tenant(tenantId ?? ''), { country: 'CH', mailRegion: 'CHE' })
})

t.test('mailboxes are added to a ready domain, renamed and deleted', side, async (t) => {
  const { id } = await orderReady(t, house, { name: newName('grow'), mailboxes: people('dan', 2) })
  const wanted = [...people('eva', 5), ...people('dan', 1)]
  const { operationId, results } = await api.addMailboxes(id, wanted)
  t.same(
    results.map(({ error }) => error?.code ?? null),
    [null, null, null, null, null, 'mailbox_exists'],
    'one that is there already is refused, the others are not',
  )
  t.match(await waitForOperation(api, operationId), { kind: 'mailboxes.create', status: 'succeeded' })
  const grown = await api.mailboxes(id)
  t.equal(grown.length, 7)
  t.ok(grown.every(({ status }) => status === 'warming'))

  const [first, second] = grown
  const renamed = await api.renameMailbox(first?.id ?? '', 'Dana Moser')
  t.match(await waitForOperation(api, renamed.operationId), { kind: 'mailboxes.update', status: 'succeeded' })
  t.match(await api.mailbox(first?.id ?? ''), { displayName: 'Dana Moser', status: 'warming' })

  const removed = await api.removeMailbox(second?.id ?? '')
  t.equal(removed.status, 'retiring')
  t.match(await waitForOperation(api, removed.operationId), { kind: 'mailboxes.delete', status: 'succeeded' })
  t.match(await api.mailbox(second?.id ?? ''), { status: 'retired' })
  t.equal((await api.domain(id)).mailboxCount, 6)
  const { user_creations: creations = {} } = await world.counts()
  t.same(
    grown.map(({ address }) => creations[address]),
    Array(7).fill(1),
    'each was made once',
  )
})

t.test('a retired domain has no users, no renewals and no records of ours, and tells what remains', side, async (t) => {
  const name = newName('retire')
  const { id } = await orderReady(t, house, { name, mailboxes: people('fay', 3) })
  const { records, proof } = await api.dns(id)
  const sender = (await api.mailboxes(id)).find((mailbox) => mailbox.id === proof?.mailboxId)?.address ?? ''
  t.equal((await world.messages(sender)).length, 1, 'its mailbox keeps what it sent')

  const { operationId } = await api.retire(id)
  const operation = await waitForOperation(api, operationId)
  t.match(operation, { kind: 'domains.retire', status: 'succeeded' })
  t.match(operation.remains, [/tenant .* stays/, /3 licences are paid for until \d{4}/, /stays registered until \d{4}/])
  t.match(await api.domain(id), { status: 'retired', mailboxCount: 0, retiredAt: String })
  t.same(await world.messages(sender), [], 'the user is gone')
  t.match((await world.domain(name)).registration, { isRegistered: true, autoRenew: false })
  for (const record of records) t.same(await askDns(resolver, record), [], `${record.type} ${record.name} is gone`)
})

t.test('the key of another account sees nothing of an order and changes nothing', side, async (t) => {
  const name = newName('secret')
  const { id, tenantId } = await orderReady(t, house, { name, mailboxes: people('gus', 1) })
  const [mailbox] = await api.mailboxes(id)
  const operationId = (await api.domain(id)).operationId ?? ''
  const stranger = await house.apiOfStranger()
  const missing = { status: 404 }
  t.match(await refusal(stranger.domain(id)), { ...missing, code: 'domain_not_found' })
  t.match(await refusal(stranger.dns(id)), missing)
  t.match(await refusal(stranger.retire(id)), missing)
  t.match(await refusal(stranger.tenant(tenantId ?? '')), missing)
  t.match(await refusal(stranger.operation(operationId)), missing)
  t.match(await refusal(stranger.mailbox(mailbox?.id ?? '')), missing)
  t.match(await refusal(stranger.removeMailbox(mailbox?.id ?? '')), missing)
  t.equal(await stranger.findDomain(name), null)
  t.same(await stranger.mailboxes(id), [])
  t.same(await refusal(stranger.order({ name, mailboxCount: 1 })), { status: 409, code: 'domain_unavailable' })
  t.same(await refusal(api.order({ name, mailboxCount: 1 })), { status: 409, code: 'domain_exists' })
  t.match(await api.domain(id), { status: 'warming', mailboxCount: 1 })
})

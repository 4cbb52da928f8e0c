import type { Owner } from '@coldframe/db'
import { onVerdict } from '@coldframe/temporal'
import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

let serial = 0
const fresh = (owner: Owner = api.owner) => addReadyDomain(api, owner, `rotation${++serial}.com`)
const rotate = (id: string, body: object, key = api.key) => call('POST', `/v1/domains/${id}/rotate`, { key, body })
const code = ({ status, body }: { status: number; body: { code?: string } }) => `${status} ${body.code}`

t.test('a rotation is taken, with the message that starts its workflow and its event', async (t) => {
  const [old, next] = [await fresh(), await fresh()]
  const answer = await rotate(old.domain.id, { replacementDomainId: next.domain.id, graceDays: 3 })
  t.equal(answer.status, 202)
  t.match(answer.body, {
    domainId: old.domain.id,
    replacementDomainId: next.domain.id,
    status: 'planned',
    reason: 'requested',
    after: 'rest',
    graceDays: 3,
  })
  const { rows } = await api.sql.query(`select message from outbox where message->>'workflowId' = $1`, [
    `rotate-domain/${answer.body.id}`,
  ])
  t.match(rows, [{ message: { workflowType: 'rotateDomain', input: { rotationId: answer.body.id } } }])
  const told = await call('GET', `/v1/events?subjectId=${answer.body.id}`)
  t.match(told.body.data, [{ type: 'rotation.planned', data: { id: answer.body.id, domainId: old.domain.id } }])
})

t.test('of rotations of one domain that come at once one wins, and the others name it', async (t) => {
  const [old, next] = [await fresh(), await fresh()]
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => rotate(old.domain.id, { replacementDomainId: next.domain.id })),
  )
  const won = answers.filter(({ status }) => status === 202)
  t.equal(won.length, 1)
  for (const answer of answers.filter(({ status }) => status !== 202)) {
    t.equal(code(answer), '409 rotation_in_progress')
    t.equal(answer.body.rotationId, won[0]?.body.id)
  }
  t.equal(code(await call('DELETE', `/v1/domains/${old.domain.id}`)), '409 rotation_in_progress')
  t.equal(code(await call('DELETE', `/v1/domains/${next.domain.id}`)), '409 rotation_in_progress')
  const third = await fresh()
  const taken = await rotate(third.domain.id, { replacementDomainId: next.domain.id })
  t.equal(code(taken), '422 replacement_refused')
  t.match(taken.body.errors, [{ path: 'replacementDomainId', code: 'replacement_taken' }])
})

t.test('two domains that ask for the same replacement at once: one gets it', async (t) => {
  const [a, b, next] = [await fresh(), await fresh(), await fresh()]
  const answers = await Promise.all(
    [a, b].map(({ domain }) => rotate(domain.id, { replacementDomainId: next.domain.id })),
  )
  t.same(answers.map(code).sort(), ['202 undefined', '422 replacement_refused'])
})

t.test('what cannot take the place is refused with its reason, and nothing is kept', async (t) => {
  const old = await fresh()
  const other = async (change: Parameters<typeof api.db.domains.update>[2]) => {
    const { domain } = await fresh()
    await api.db.domains.update(api.owner, domain.id, change)
    return domain.id
  }
  const cases: [string, string][] = [
    [old.domain.id, 'replacement_is_same'],
    [await other({ health: 'burned' }), 'replacement_unfit'],
    [await other({ health: 'worn' }), 'replacement_unfit'],
    [await other({ status: 'retiring' }), 'replacement_not_ready'],
    [await other({ readyAt: null }), 'replacement_not_ready'],
  ]
  for (const [replacementDomainId, fault] of cases) {
    const answer = await rotate(old.domain.id, { replacementDomainId })
    t.equal(code(answer), '422 replacement_refused', fault)
    t.match(answer.body.errors, [{ code: fault }])
  }
  t.equal(code(await rotate(old.domain.id, {})), '422 replacement_required')
  t.equal(code(await rotate(old.domain.id, { replacementName: old.domain.name })), '409 domain_exists')
  const both = await rotate(old.domain.id, { replacementName: 'a-name.com', replacementDomainId: old.domain.id })
  t.match(both.body.errors, [{ code: 'at_most_one' }, { code: 'at_most_one' }])
  for (const body of [{ graceDays: 91 }, { graceDays: -1 }, { after: 'sell' }, { replacementName: 'not a name' }])
    t.equal(code(await rotate(old.domain.id, body)), '422 validation_failed', JSON.stringify(body))
  const euros = { replacementName: 'a-name.com', maxSpend: { amount: '1.00', currency: 'EUR' } }
  t.equal(code(await rotate(old.domain.id, euros)), '422 currency_mismatch')
  t.same((await call('GET', `/v1/rotations?domainId=${old.domain.id}`)).body.data, [])
})

t.test('the brand’s own domain is never ordered, and a domain that has ended is not replaced', async (t) => {
  const old = await fresh()
  await api.sql.query(`update domains set brand_domain = 'brand.com' where id = $1`, [old.domain.id])
  t.equal(code(await rotate(old.domain.id, { replacementName: 'brand.com' })), '422 domain_is_primary')
  await api.db.domains.update(api.owner, old.domain.id, { status: 'resting' })
  t.equal(code(await rotate(old.domain.id, { replacementName: 'tryit.com' })), '409 domain_not_rotatable')
})

t.test('a spare is marked by its owner, and is enough', async (t) => {
  const account = await api.newAccount()
  const [old, spare] = [await fresh(account.owner), await fresh(account.owner)]
  const mark = await call('PATCH', `/v1/domains/${spare.domain.id}`, { key: account.key, body: { spare: true } })
  t.match(mark.body, { spare: true, rotationPolicy: null })
  t.equal(code(await rotate(old.domain.id, {}, account.key)), '422 replacement_required', 'it is not warm yet')
  await api.db.domains.update(account.owner, spare.domain.id, { status: 'active', health: 'healthy' })
  t.equal((await rotate(old.domain.id, {}, account.key)).status, 202)
})

t.test('the policy of a domain says what a verdict does; approval lets it go on', async (t) => {
  const { domain } = await fresh()
  const set = await call('PATCH', `/v1/domains/${domain.id}`, { body: { rotationPolicy: 'approve' } })
  t.equal(set.body.rotationPolicy, 'approve')
  await api.db.transaction(async (tx) => {
    const burned = await tx.domains.update(api.owner, domain.id, { health: 'burned' })
    if (burned) await onVerdict(tx, burned, { health: 'burned', previousHealth: 'unknown' })
  })
  const [waiting] = (await call('GET', '/v1/rotations?status=awaiting_approval')).body.data
  t.match(waiting, { domainId: domain.id, blockedReason: 'approval', reason: 'burned', after: 'retire' })
  const path = `/v1/rotations/${waiting.id}`
  const approved = await call('POST', `${path}/approve`, { body: { replacementName: 'approved-name.com' } })
  t.match(approved, { status: 202, body: { status: 'planned', blockedReason: null, approvedAt: /^\d/ } })
  t.equal(code(await call('POST', `${path}/approve`, { body: {} })), '409 rotation_not_waiting')
  t.match(await call('POST', `${path}/cancel`), { status: 200, body: { status: 'cancelled' } })
  t.equal(code(await call('POST', `${path}/cancel`)), '409 rotation_ended')
})

t.test('the policy of an account is read and changed by a live key', async (t) => {
  const { owner, key } = await api.newAccount({ livemode: true })
  const path = `/v1/accounts/${owner.accountId}`
  t.equal((await call('GET', path, { key })).body.rotationPolicy, 'manual')
  t.equal((await call('PATCH', path, { key, body: { rotationPolicy: 'automatic' } })).body.rotationPolicy, 'automatic')
  t.equal(code(await call('PATCH', path, { key, body: { rotationPolicy: 'never' } })), '422 validation_failed')
})

t.test('GraphQL rotates by a field of the same name, and leads from a rotation to its domain', async (t) => {
  const [old, next] = [await fresh(), await fresh()]
  const query = `mutation ($id: ID!, $next: ID!) {
    rotateDomain(id: $id, input: { replacementDomainId: $next, after: RETIRE }) { id status after domain { name } } }`
  const variables = { id: old.domain.id, next: next.domain.id }
  const { body } = await call('POST', '/graphql', { body: { query, variables } })
  t.match(body.data?.rotateDomain, { status: 'PLANNED', after: 'RETIRE', domain: { name: old.domain.name } })
  const again = await call('POST', '/graphql', { body: { query, variables } })
  t.equal(again.body.errors?.[0]?.extensions?.code, 'rotation_in_progress')
})

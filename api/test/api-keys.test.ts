import t from 'tap'
import { addSubAccount } from './parties.ts'
import { caller, countRows, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
const create = (more: Record<string, unknown> = {}) =>
  call('POST', '/v1/api-keys', { body: { name: 'Rolled', scopes: ['domains:read'], ...more } })
const works = async (key: string) => (await call('GET', '/v1/domains', { key })).status === 200
const codeOf = async (key: string) => (await call('GET', '/v1/domains', { key })).body.code
const later = (seconds: number) => new Date(api.now.value.getTime() + seconds * 1000).toISOString()
const pass = (seconds: number) => {
  api.now.value = new Date(api.now.value.getTime() + seconds * 1000)
}

t.test('a rolled key and the new one both work until the overlap has passed', async (t) => {
  const old = (await create()).body
  const rolled = await call('POST', `/v1/api-keys/${old.id}/roll`, { body: { overlapSeconds: 3600 } })
  t.match(rolled, {
    status: 201,
    body: { name: 'Rolled', scopes: ['domains:read'], expiresAt: null, status: 'active' },
  })
  t.equal(rolled.headers.location, `/v1/api-keys/${rolled.body.id}`)
  t.not(rolled.body.key, old.key)
  const { body } = await call('GET', `/v1/api-keys/${old.id}`)
  t.match(body, { expiresAt: later(3600), replacedById: rolled.body.id, status: 'active' })
  t.notOk('key' in body)
  pass(3599)
  t.same([await works(old.key), await works(rolled.body.key)], [true, true])
  pass(1)
  t.same([await codeOf(old.key), await works(rolled.body.key)], ['api_key_expired', true])
  t.equal((await call('GET', `/v1/api-keys/${old.id}`)).body.status, 'expired')
})

t.test('without an overlap the old key ends at once', async (t) => {
  const old = (await create()).body
  const rolled = await call('POST', `/v1/api-keys/${old.id}/roll`, { body: {} })
  t.same([await codeOf(old.key), await works(rolled.body.key)], ['api_key_expired', true])
})

t.test('an overlap does not make the old key live longer, and the new one may have an end of its own', async (t) => {
  const expiresAt = later(60)
  const old = (await create({ expiresAt })).body
  const body = { overlapSeconds: 3600, expiresAt: later(7200) }
  const rolled = await call('POST', `/v1/api-keys/${old.id}/roll`, { body })
  t.equal(rolled.body.expiresAt, body.expiresAt)
  t.equal((await call('GET', `/v1/api-keys/${old.id}`)).body.expiresAt, expiresAt)
})

t.test('a key rolls itself', async (t) => {
  const old = (await create({ scopes: ['api_keys:write', 'domains:read'] })).body
  const rolled = await call('POST', `/v1/api-keys/${old.id}/roll`, { key: old.key, body: { overlapSeconds: 1 } })
  t.same([rolled.status, rolled.body.scopes], [201, ['api_keys:write', 'domains:read']])
})

t.test('a key that is rolled, revoked or expired is not rolled again', async (t) => {
  const roll = (id: string) => call('POST', `/v1/api-keys/${id}/roll`, { body: { overlapSeconds: 60 } })
  const rolled = (await create()).body
  const successor = (await roll(rolled.id)).body
  const revoked = (await create()).body
  await call('DELETE', `/v1/api-keys/${revoked.id}`)
  const expired = (await create({ expiresAt: later(1) })).body
  pass(1)
  const before = await countRows(api)
  const refused = await roll(rolled.id)
  t.match(refused, { status: 409, body: { code: 'api_key_rolled' } })
  t.ok(refused.body.detail.includes(successor.id))
  for (const { id } of [revoked, expired]) t.match(await roll(id), { status: 409, body: { code: 'api_key_ended' } })
  t.same(await countRows(api), before)
})

t.test('of many rolls at the same moment one is done', async (t) => {
  const old = (await create()).body
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call('POST', `/v1/api-keys/${old.id}/roll`, { body: { overlapSeconds: 60 } })),
  )
  t.same(answers.map(({ status }) => status).sort(), [201, ...Array(9).fill(409)])
})

t.test('nobody rolls a key that can do more than theirs', async (t) => {
  const strong = (await create({ scopes: ['domains:read', 'domains:write'] })).body
  const weak = await api.newKey(api.owner, ['api_keys:write', 'domains:read'])
  const before = await countRows(api)
  const answer = await call('POST', `/v1/api-keys/${strong.id}/roll`, { key: weak, body: {} })
  t.match(answer, { status: 403, body: { code: 'scope_not_held' } })
  t.same(await countRows(api), before)
  t.ok(await works(strong.key))
})

t.test('a key that was rolled can be revoked before the overlap has passed', async (t) => {
  const old = (await create()).body
  const rolled = (await call('POST', `/v1/api-keys/${old.id}/roll`, { body: { overlapSeconds: 3600 } })).body
  const revoked = await call('DELETE', `/v1/api-keys/${old.id}`)
  t.match(revoked.body, { status: 'revoked', revokedAt: api.now.value.toISOString() })
  t.same([await codeOf(old.key), await works(rolled.key)], ['api_key_revoked', true])
})

t.test('an overlap is at most seven days, an end is in the future', async (t) => {
  const { id } = (await create()).body
  const before = await countRows(api)
  for (const body of [{ overlapSeconds: 604_801 }, { overlapSeconds: -1 }, { overlapSeconds: 1.5 }]) {
    const answer = await call('POST', `/v1/api-keys/${id}/roll`, { body })
    t.match(answer, { status: 422, body: { errors: [{ path: 'overlapSeconds' }] } })
  }
  const late = await call('POST', `/v1/api-keys/${id}/roll`, { body: { expiresAt: later(0) } })
  t.match(late, { status: 422, body: { errors: [{ path: 'expiresAt', code: 'too_small' }] } })
  t.same(await countRows(api), before)
})

t.test('keys are listed by what has become of them', async (t) => {
  const { owner, key } = await api.newAccount()
  const add = (more: Record<string, unknown> = {}) =>
    call('POST', '/v1/api-keys', { key, body: { name: 'x', scopes: ['domains:read'], ...more } })
  const active = (await add({ expiresAt: later(10) })).body.id
  const expired = (await add({ expiresAt: later(1) })).body.id
  const revoked = (await add({ expiresAt: later(1) })).body.id
  await call('DELETE', `/v1/api-keys/${revoked}`, { key })
  pass(1)
  const ids = async (status: string) =>
    (await call('GET', `/v1/api-keys?status=${status}`, { key })).body.data.map(({ id }: { id: string }) => id)
  t.same(await ids('expired'), [expired])
  t.same(await ids('revoked'), [revoked])
  t.same((await ids('active')).slice(0, -1), [active])
  t.match(await call('GET', '/v1/api-keys?status=gone', { key }), { status: 422 })
  t.ok(
    (await call('GET', '/v1/api-keys', { key })).body.data.every(
      (row: { accountId: string }) => row.accountId === owner.accountId,
    ),
  )
})

t.test('a repeated request shows the new key to nobody with other scopes, and to a rolled key again', async (t) => {
  const strong = (await create({ scopes: ['api_keys:write', 'domains:write'] })).body
  const weak = await api.newKey(api.owner, ['api_keys:write'])
  const order = { body: { name: 'Kept', scopes: ['domains:write'] }, headers: { 'idempotency-key': 'kept' } }
  const made = await call('POST', '/v1/api-keys', { ...order, key: strong.key })
  const refused = await call('POST', '/v1/api-keys', { ...order, key: weak })
  t.match(refused, { status: 422, body: { code: 'idempotency_key_reused' } })
  const rolled = (await call('POST', `/v1/api-keys/${strong.id}/roll`, { body: {} })).body
  const again = await call('POST', '/v1/api-keys', { ...order, key: rolled.key })
  t.same([again.status, again.body.key], [201, made.body.key])
})

t.test('a key made in the name of a sub-account is its own, and sees nothing else', async (t) => {
  const sub = await addSubAccount(api)
  const headers = { 'coldframe-account': sub.owner.accountId }
  const body = { name: 'Theirs', scopes: ['api_keys:read'] }
  const made = await call('POST', '/v1/api-keys', { body, headers })
  t.equal(made.body.accountId, sub.owner.accountId)
  const seen = (await call('GET', '/v1/api-keys', { key: made.body.key })).body.data
  t.same(new Set(seen.map(({ accountId }: { accountId: string }) => accountId)), new Set([sub.owner.accountId]))
  await call('DELETE', `/v1/api-keys/${made.body.id}`, { headers })
  t.equal(await codeOf(made.body.key), 'api_key_revoked')
})

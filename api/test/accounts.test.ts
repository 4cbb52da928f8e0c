import t from 'tap'
import { ATTESTATION } from '../src/resources/accounts/attestation.ts'
import { addSubAccount } from './parties.ts'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t, { hasLiveMode: true })
const call = caller(api)
const live = { ...api.owner, livemode: true }
const liveKey = await api.newKey(live)
const own = `/v1/accounts/${api.owner.accountId}`
const usd = (amount: string) => ({ amount, currency: 'USD' })

t.test('a sub-account is made, read, changed and listed by the account that it belongs to', async (t) => {
  const body = { name: 'Acme', spendCeiling: usd('500.00'), metadata: { plan: 'gold' } }
  const made = await call('POST', '/v1/accounts', { body })
  t.match(made, {
    status: 201,
    body: { ...body, id: /^acct_/, parentId: api.owner.accountId, livemode: false, attestation: null, version: 1 },
  })
  const url = `/v1/accounts/${made.body.id}`
  t.equal(made.headers.location, url)
  t.same((await call('GET', url)).body, made.body)
  const change = { name: 'Acme Ltd', spendCeiling: null, metadata: { plan: null, region: 'eu' } }
  const changed = await call('PATCH', url, { body: change, headers: { 'if-match': '"1"' } })
  t.match(changed.body, { name: 'Acme Ltd', spendCeiling: null, version: 2 })
  t.same(changed.body.metadata, { region: 'eu' })
  const late = await call('PATCH', url, { body: { name: 'Late' }, headers: { 'if-match': '"1"' } })
  t.match(late, { status: 412, body: { code: 'version_mismatch' } })
  t.same((await call('GET', '/v1/accounts')).body, { data: [changed.body], nextCursor: null })
})

t.test('a change of nothing is no new version', async (t) => {
  const { owner } = await addSubAccount(api)
  t.match(await call('PATCH', `/v1/accounts/${owner.accountId}`, { body: {} }), { status: 200, body: { version: 1 } })
})

t.test('money that is no money is refused', async (t) => {
  const before = await countRows(api)
  const amounts = ['1', '1.0', '-1.00', '01.00', '1e3', '10000000.00', '1.00 ', '', 1]
  for (const amount of amounts) {
    const body = { name: 'X', spendCeiling: { amount, currency: 'USD' } }
    t.match(await call('POST', '/v1/accounts', { body }), {
      status: 422,
      body: { errors: [{ path: 'spendCeiling.amount' }] },
    })
  }
  const francs = { name: 'X', spendCeiling: { amount: '1.00', currency: 'CHF' } }
  t.match(await call('POST', '/v1/accounts', { body: francs }), { status: 422, body: { code: 'currency_mismatch' } })
  t.same(await countRows(api), before)
})

t.test('amounts come back as they were sent', async (t) => {
  for (const amount of ['0.00', '0.05', '0.99', '10.10', '9999999.99']) {
    const { body } = await call('POST', '/v1/accounts', { body: { name: 'X', spendCeiling: usd(amount) } })
    t.same(body.spendCeiling, usd(amount))
  }
})

t.test('an account reads itself; only its live keys change it', async (t) => {
  t.match(await call('GET', own), { status: 200, body: { parentId: null, livemode: null, name: 'Test' } })
  for (const [path, method, body] of [
    [own, 'PATCH', { spendCeiling: usd('1.00') }],
    [`${own}/attest`, 'POST', { statement: ATTESTATION }],
  ] as const) {
    t.match(await call(method, path, { body }), { status: 422, body: { code: 'live_key_required' } })
  }
  t.match((await call('GET', own)).body, { version: 1, spendCeiling: null, attestation: null })
  const raised = await call('PATCH', own, { key: liveKey, body: { spendCeiling: usd('900.00') } })
  t.match(raised, { status: 200, body: { spendCeiling: usd('900.00') } })
})

t.test('a sub-account lives in the mode of the key that made it', async (t) => {
  const { owner } = await addSubAccount(api)
  t.equal((await call('GET', `/v1/accounts/${owner.accountId}`, { key: liveKey })).status, 404)
  t.same((await call('GET', '/v1/accounts', { key: liveKey })).body.data, [])
})

t.test(
  'a sub-account lowers its ceiling and never raises it; the account above does, in its own name or its',
  async (t) => {
    const sub = await addSubAccount(api)
    const url = `/v1/accounts/${sub.owner.accountId}`
    const set = (spendCeiling: unknown, options: { key?: string; headers?: Record<string, string> } = {}) =>
      call('PATCH', url, { body: { spendCeiling }, ...options })
    t.equal((await set(usd('100.00'))).status, 200)
    for (const higher of [usd('100.01'), null]) {
      t.match(await set(higher, { key: sub.key }), { status: 422, body: { code: 'spend_ceiling_not_raisable' } })
    }
    t.equal((await set(usd('80.00'), { key: sub.key })).status, 200)
    t.equal((await set(usd('90.00'), { key: sub.key })).status, 422)
    t.equal((await set(usd('200.00'))).status, 200)
    const inItsName = await set(null, { headers: { 'coldframe-account': sub.owner.accountId } })
    t.match(inItsName, { status: 200, body: { spendCeiling: null } })
  },
)

t.test('a sub-account can have none of its own, by its own key or by its parent’s', async (t) => {
  const sub = await addSubAccount(api)
  const before = await countRows(api)
  for (const options of [{ key: sub.key }, { headers: { 'coldframe-account': sub.owner.accountId } }]) {
    const answer = await call('POST', '/v1/accounts', { body: { name: 'Nested' }, ...options })
    t.match(answer, { status: 422, body: { code: 'account_is_sub_account' } })
  }
  t.same(await countRows(api), before)
  t.same((await call('GET', '/v1/accounts', { key: sub.key })).body.data, [])
})

t.test('before its first live domain an account confirms that consent and law are its own matter', async (t) => {
  const { owner, key } = await api.newAccount({ livemode: true })
  const attest = `/v1/accounts/${owner.accountId}/attest`
  const order = { key, body: orderOf('attested.com') }
  const before = await countRows(api)
  t.match(await call('POST', '/v1/domains', order), { status: 422, body: { code: 'attestation_missing' } })
  for (const statement of ['yes', true, ATTESTATION.toUpperCase(), undefined]) {
    t.equal((await call('POST', attest, { key, body: { statement } })).status, 422)
  }
  t.same(await countRows(api), before)
  const confirmed = await call('POST', attest, { key, body: { statement: ATTESTATION } })
  t.match(confirmed.body.attestation, {
    statement: ATTESTATION,
    attestedAt: api.now.value.toISOString(),
    keyId: /^key_/,
  })
  api.now.value = new Date(api.now.value.getTime() + 1000)
  const other = await api.newKey(owner)
  const again = await call('POST', attest, { key: other, body: { statement: ATTESTATION } })
  t.same([again.status, again.body], [200, confirmed.body])
  t.equal((await call('POST', '/v1/domains', order)).status, 202)
})

t.test('a sub-account confirms for itself: that of the account above does not count', async (t) => {
  await call('POST', `${own}/attest`, { key: liveKey, body: { statement: ATTESTATION } })
  const sub = await call('POST', '/v1/accounts', { key: liveKey, body: { name: 'Live' } })
  const inItsName = { key: liveKey, headers: { 'coldframe-account': sub.body.id } }
  const order = { ...inItsName, body: orderOf('sub-attested.com') }
  t.match(await call('POST', '/v1/domains', order), { status: 422, body: { code: 'attestation_missing' } })
  const attest = `/v1/accounts/${sub.body.id}/attest`
  t.equal((await call('POST', attest, { key: liveKey, body: { statement: ATTESTATION } })).status, 200)
  const ordered = await call('POST', '/v1/domains', order)
  t.equal(ordered.status, 202)
  t.equal((await call('GET', `/v1/domains/${ordered.body.id}`, { key: liveKey })).status, 404)
  t.equal((await call('GET', `/v1/domains/${ordered.body.id}`, inItsName)).status, 200)
})

t.test('test keys need no confirmation', async (t) => {
  t.equal((await call('POST', '/v1/domains', { body: orderOf('unattested.com') })).status, 202)
})

t.test('the header may name the account of the key itself', async (t) => {
  const headers = { 'coldframe-account': api.owner.accountId }
  t.equal((await call('GET', '/v1/domains', { headers })).status, 200)
})

t.test('the same Idempotency-Key for two accounts is two requests', async (t) => {
  const sub = await addSubAccount(api)
  const body = { name: 'Twice', scopes: ['domains:read'] }
  const once = await call('POST', '/v1/api-keys', { body, headers: { 'idempotency-key': 'a' } })
  const inItsName = { 'idempotency-key': 'a', 'coldframe-account': sub.owner.accountId }
  const twice = await call('POST', '/v1/api-keys', { body, headers: inItsName })
  t.same([once.body.accountId, twice.body.accountId], [api.owner.accountId, sub.owner.accountId])
  t.notOk(twice.headers['idempotent-replayed'])
})

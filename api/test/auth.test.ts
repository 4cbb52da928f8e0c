import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { makeKey } from '../src/auth/api-key.ts'
import { caller, countRows, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

const lastUse = async (key: string) => {
  const { rows } = await api.sql.query('select last_used_at from api_keys where prefix = $1', [key.slice(0, 12)])
  return rows[0].last_used_at?.getTime() ?? null
}

t.test('a key has 256 random bits behind its prefix', async (t) => {
  t.match(makeKey(false).key, /^cf_test_[0-9A-Za-z]{43}$/)
  t.match(makeKey(true).key, /^cf_live_[0-9A-Za-z]{43}$/)
  t.equal(new Set(Array.from({ length: 1000 }, () => makeKey(false).key)).size, 1000)
})

t.test('no key, a malformed or an unknown one answers 401 and asks for a Bearer token', async (t) => {
  const cases: [Record<string, string>, string][] = [
    [{}, 'api_key_missing'],
    [{ authorization: 'Basic Zm9v' }, 'api_key_invalid'],
    [{ authorization: 'Bearer' }, 'api_key_invalid'],
    [{ authorization: `Bearer ${api.key} x` }, 'api_key_invalid'],
    [{ authorization: `Bearer ${api.key}x` }, 'api_key_invalid'],
    [{ authorization: `Bearer ${makeKey(false).key}` }, 'api_key_invalid'],
    [{ authorization: `Bearer ${api.key.replace('test', 'live')}` }, 'api_key_invalid'],
  ]
  for (const [headers, code] of cases) {
    const answer = await call('GET', '/v1/domains', { key: null, headers })
    t.match(answer, { status: 401, body: { code } })
    t.match(answer.headers['www-authenticate'], /^Bearer realm="coldframe"/)
  }
})

t.test('the scheme is read in any case', async (t) => {
  const headers = { authorization: `bearer ${api.key}` }
  t.equal((await call('GET', '/v1/domains', { key: null, headers })).status, 200)
})

t.test('a key works until its end', async (t) => {
  const key = await api.newKey(api.owner, ['domains:read'], new Date(api.now.value.getTime() + 1000))
  t.equal((await call('GET', '/v1/domains', { key })).status, 200)
  api.now.value = new Date(api.now.value.getTime() + 1000)
  t.match(await call('GET', '/v1/domains', { key }), { status: 401, body: { code: 'api_key_expired' } })
})

t.test('a revoked key does not work from the next request on', async (t) => {
  const body = { name: 'Short', scopes: ['domains:read'] }
  const made = await call('POST', '/v1/api-keys', { body })
  const { key } = made.body
  t.equal((await call('GET', '/v1/domains', { key })).status, 200)
  const revoked = await call('DELETE', `/v1/api-keys/${made.body.id}`)
  t.ok(revoked.body.revokedAt)
  t.match(await call('GET', '/v1/domains', { key }), { status: 401, body: { code: 'api_key_revoked' } })
  t.equal((await call('DELETE', `/v1/api-keys/${made.body.id}`)).body.revokedAt, revoked.body.revokedAt)
})

t.test('a new key is shown once and kept as a hash', async (t) => {
  const { body } = await call('POST', '/v1/api-keys', {
    body: { name: 'Once', scopes: ['domains:read', 'domains:read'] },
  })
  t.same(body.scopes, ['domains:read'])
  const listed = await call('GET', '/v1/api-keys')
  t.notOk(JSON.stringify(listed.body).includes(body.key))
  t.ok(
    listed.body.data.some(
      (key: { id: string; prefix: string }) => key.id === body.id && body.key.startsWith(key.prefix),
    ),
  )
  const { rows } = await api.sql.query('select * from api_keys where id = $1', [body.id])
  t.notOk(JSON.stringify(rows).includes(body.key))
})

t.test('nobody hands on a scope that they do not hold', async (t) => {
  const key = await api.newKey(api.owner, ['api_keys:write', 'domains:read'])
  const before = await countRows(api)
  const answer = await call('POST', '/v1/api-keys', {
    key,
    body: { name: 'More', scopes: ['domains:read', 'domains:write'] },
  })
  t.match(answer, { status: 403, body: { code: 'scope_not_held' } })
  t.match(answer.body.detail, 'domains:write')
  t.same(await countRows(api), before)
})

t.test('a key that would have ended already is refused', async (t) => {
  const before = await countRows(api)
  const body = { name: 'Late', scopes: ['domains:read'], expiresAt: '2020-01-01T00:00:00Z' }
  t.match(await call('POST', '/v1/api-keys', { body }), { status: 422, body: { errors: [{ path: 'expiresAt' }] } })
  t.same(await countRows(api), before)
})

t.test('the last use is noted at most once a minute', async (t) => {
  const key = await api.newKey(api.owner)
  t.equal(await lastUse(key), null)
  const first = api.now.value.getTime()
  await Promise.all([1, 2, 3].map(() => call('GET', '/v1/domains', { key })))
  t.equal(await lastUse(key), first)
  api.now.value = new Date(first + 59_000)
  await call('GET', '/v1/domains', { key })
  t.equal(await lastUse(key), first)
  api.now.value = new Date(first + 60_000)
  await call('GET', '/v1/domains', { key })
  t.equal(await lastUse(key), first + 60_000)
})

t.test('no key is ever logged', async (t) => {
  await call('POST', '/v1/api-keys', { body: { name: 'Logged', scopes: ['domains:read'] } })
  t.ok(api.logged.length > 0)
  t.notMatch(api.logged.join(''), /cf_(test|live)_[0-9A-Za-z]{43}/)
})

t.test('a call is logged with its operation, its outcome and how long it took', async (t) => {
  await call('GET', '/v1/domains/dom_x', { headers: { 'x-request-id': 'my-id' } })
  const entry = JSON.parse(api.logged.at(-1) ?? '{}')
  t.match(entry, { operation: 'domains.get', outcome: 'domain_not_found', requestId: 'my-id', ...api.owner })
  t.type(entry.durationMs, 'number')
})

t.test('create-key makes an account whose key works', async (t) => {
  const { rows } = await api.sql.query('select current_database() as name')
  const url = new URL(process.env.DATABASE_URL ?? '')
  url.pathname = `/${rows[0].name}`
  const program = fileURLToPath(new URL('../src/bin/create-key.ts', import.meta.url))
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [program, ...args], { env: { ...process.env, DATABASE_URL: url.href } })
  const made = JSON.parse((await run('--account', 'Acme', '--mode', 'test')).stdout)
  t.match(made, { accountId: /^acct_/, keyId: /^key_/, key: /^cf_test_/ })
  t.same((await call('GET', '/v1/domains', { key: made.key })).body, { data: [], nextCursor: null })
  const narrow = JSON.parse((await run('--account', 'Acme', '--mode', 'test', '--scopes', 'domains:read')).stdout)
  t.not(narrow.accountId, made.accountId)
  t.equal((await call('GET', '/v1/operations', { key: narrow.key })).status, 403)
  const before = await countRows(api)
  await t.rejects(run('--account', 'Acme', '--mode', 'other'))
  await t.rejects(run('--account', 'Acme', '--mode', 'test', '--scopes', 'domains:eat'))
  t.same(await countRows(api), before)
})

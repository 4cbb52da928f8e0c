import t from 'tap'
import { caller, startApi } from './support.ts'

const order = (name: string) => ({
  name,
  provider: 'microsoft365',
  mailboxCount: 2,
  registration: 'register',
  dns: 'managed',
})
const withKey = (key: string, body: unknown) => ({ body, headers: { 'idempotency-key': key } })

t.test('idempotency', { skip: process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)' }, async (t) => {
  const api = await startApi(t)
  const call = caller(api)
  const count = async (table: string) => Number((await api.sql.query(`select count(*) from ${table}`)).rows[0].count)

  await t.test('a repeated request gets the first answer again, marked, and does nothing', async (t) => {
    const first = await call('POST', '/v1/domains', withKey('repeat', order('repeat.com')))
    const again = await call('POST', '/v1/domains', withKey('"repeat"', order('repeat.com')))
    t.equal(first.status, 202)
    t.notOk(first.headers['idempotent-replayed'])
    t.same([again.status, again.body, again.headers.location], [202, first.body, first.headers.location])
    t.equal(again.headers['idempotent-replayed'], 'true')
    t.equal(await count('domains'), 1)
    t.equal(await count('outbox'), 1)
  })

  await t.test('order of fields does not make another request; another value does, and changes nothing', async (t) => {
    const reordered = Object.fromEntries(Object.entries(order('repeat.com')).reverse())
    t.equal((await call('POST', '/v1/domains', withKey('repeat', reordered))).headers['idempotent-replayed'], 'true')
    const other = await call('POST', '/v1/domains', withKey('repeat', order('other.com')))
    t.same([other.status, other.body.code], [422, 'idempotency_key_reused'])
    t.equal((await call('POST', '/v1/api-keys', withKey('repeat', { name: 'x', scopes: [] }))).status, 422)
    t.equal(await count('domains'), 1)
  })

  await t.test('a refusal does not use up the key', async (t) => {
    t.equal((await call('POST', '/v1/domains', withKey('mend', { ...order('mend.com'), mailboxCount: 0 }))).status, 422)
    t.equal((await call('POST', '/v1/domains', withKey('mend', order('repeat.com')))).status, 409)
    t.equal((await call('POST', '/v1/domains', withKey('mend', order('mend.com')))).status, 202)
  })

  await t.test('another account, and the other mode, have keys of their own', async (t) => {
    const { key } = await api.newAccount()
    const theirs = await call('POST', '/v1/domains', { ...withKey('repeat', order('theirs.com')), key })
    t.same([theirs.status, theirs.headers['idempotent-replayed']], [202, undefined])
  })

  await t.test('equal requests at the same moment make one domain, and all get its answer', async (t) => {
    const before = await count('domains')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', '/v1/domains', withKey('race', order('race.com')))),
    )
    t.equal(await count('domains'), before + 1)
    const made = answers.filter(({ status }) => status === 202)
    t.ok(made.length > 0)
    t.equal(new Set(made.map(({ body }) => body.id)).size, 1)
    t.ok(answers.every(({ status, body }) => status === 202 || body.code === 'idempotency_key_in_progress'))
  })

  await t.test('a kept answer that holds a secret is sealed in the database', async (t) => {
    const made = await call('POST', '/v1/api-keys', withKey('secret', { name: 'Sealed', scopes: ['domains:read'] }))
    const again = await call('POST', '/v1/api-keys', withKey('secret', { name: 'Sealed', scopes: ['domains:read'] }))
    t.equal(again.body.key, made.body.key)
    const { rows } = await api.sql.query("select answer from idempotency_keys where key = 'secret'")
    t.notOk(rows[0].answer.includes(made.body.key))
  })

  await t.test('a key is kept for a day', async (t) => {
    await api.sql.query("update idempotency_keys set created_at = now() - interval '25 hours' where key = 'repeat'")
    const later = await call('POST', '/v1/domains', withKey('repeat', order('repeat.com')))
    t.same([later.status, later.body.code], [409, 'domain_exists'])
  })

  await t.test('a key that is empty, too long or not plain is refused', async (t) => {
    for (const key of ['', '""', 'a'.repeat(256), 'a b', 'schlüssel']) {
      const refused = await call('POST', '/v1/domains', withKey(key, order('refused.com')))
      t.same([refused.status, refused.body.code], [400, 'idempotency_key_invalid'], key.slice(0, 20))
    }
    t.equal((await call('POST', '/v1/domains', withKey('a'.repeat(255), order('long-key.com')))).status, 202)
  })

  await t.test('each change is in the audit log, with its request; what was refused or repeated is not', async (t) => {
    const { rows } = await api.sql.query(
      "select * from audit_log where operation = 'domains.create' order by created_at",
    )
    t.equal(rows.length, await count('domains'))
    t.match(rows[0], { action: 'domain.created', key_id: /^key_/, subject_id: /^dom_/, request_id: /.+/ })
  })
})

import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { addSubAccount } from './parties.ts'
import { caller, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
const entries = async (query = '', options = {}) => (await call('GET', `/v1/audit-log${query}`, options)).body.data

t.test('an entry tells who did what to which thing, by which key and request', async (t) => {
  const headers = { 'x-request-id': 'order-1' }
  const ordered = await call('POST', '/v1/domains', { body: orderOf('audited.com'), headers })
  const [entry, ...more] = await entries('?requestId=order-1')
  t.same(more, [])
  t.match(entry, {
    id: /^aud_/,
    action: 'domain.created',
    operation: 'domains.create',
    subjectId: ordered.body.id,
    keyId: /^key_/,
    accountId: api.owner.accountId,
    actingAccountId: api.owner.accountId,
    livemode: false,
    requestId: 'order-1',
  })
  t.same((await call('GET', `/v1/audit-log/${entry.id}`)).body, entry)
})

t.test('it is searched by action, thing, key, request and time', async (t) => {
  const { body: made } = await call('POST', '/v1/api-keys', { body: { name: 'Searched', scopes: ['audit:read'] } })
  await call('DELETE', `/v1/api-keys/${made.id}`)
  const actions = async (query: string) => (await entries(query)).map(({ action }: { action: string }) => action)
  t.same(await actions(`?subjectId=${made.id}`), ['api_key.revoked', 'api_key.created'])
  t.same(await actions(`?subjectId=${made.id}&action=api_key.revoked`), ['api_key.revoked'])
  const [{ keyId, createdAt }] = await entries(`?subjectId=${made.id}`)
  t.ok((await actions(`?keyId=${keyId}`)).length >= 2)
  t.same(await actions(`?keyId=${made.id}`), [])
  t.same(await actions(`?createdAfter=${createdAt}`), [])
  t.ok((await actions(`?createdBefore=${new Date(Date.parse(createdAt) + 1).toISOString()}`)).length >= 2)
  const first = await call('GET', '/v1/audit-log?limit=1')
  const second = await call('GET', `/v1/audit-log?limit=1&cursor=${first.body.nextCursor}`)
  t.not(second.body.data[0].id, first.body.data[0].id)
})

t.test('what was refused, only read, or answered again is not in it', async (t) => {
  const before = (await entries('?limit=100')).length
  await call('POST', '/v1/domains', { body: { name: 'no' } })
  await call('POST', '/v1/domains', { body: orderOf('audited.com') })
  await call('GET', '/v1/domains')
  const repeated = { body: { name: 'Once', scopes: ['domains:read'] }, headers: { 'idempotency-key': 'once' } }
  await call('POST', '/v1/api-keys', repeated)
  await call('POST', '/v1/api-keys', repeated)
  t.equal((await entries('?limit=100')).length, before + 1)
})

t.test('a look at the outside world is in it, with and without an Idempotency-Key', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'looked.com')
  await call('POST', `/v1/domains/${domain.id}/verify`)
  await call('POST', `/v1/domains/${domain.id}/verify`, { headers: { 'idempotency-key': 'look' } })
  const found = await entries(`?action=domain.verified&subjectId=${domain.id}`)
  t.equal(found.length, 2)
})

t.test('mailboxes that were added are found by their domain, a rolled key by itself', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'added.com')
  const mailboxes = [{ localPart: 'bob', displayName: 'Bob Hall' }]
  await call('POST', '/v1/mailboxes', { body: { domainId: domain.id, mailboxes } })
  t.match(await entries(`?subjectId=${domain.id}`), [{ action: 'mailbox.created' }])
  const { body: key } = await call('POST', '/v1/api-keys', { body: { name: 'Old', scopes: ['domains:read'] } })
  await call('POST', `/v1/api-keys/${key.id}/roll`, { body: {} })
  t.match(await entries(`?subjectId=${key.id}&action=api_key.rolled`), [{ subjectId: key.id }])
})

t.test('what was done for a sub-account is in its log, with the account that did it', async (t) => {
  const sub = await addSubAccount(api)
  const headers = { 'coldframe-account': sub.owner.accountId, 'x-request-id': 'for-sub' }
  await call('POST', '/v1/domains', { body: orderOf('for-sub.com'), headers })
  const theirs = await entries('?requestId=for-sub', { key: sub.key })
  t.match(theirs, [{ accountId: sub.owner.accountId, actingAccountId: api.owner.accountId }])
  t.same(await entries('?requestId=for-sub', { headers }), theirs)
  t.same(await entries('?requestId=for-sub'), [])
})

import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

let serial = 0
const freshDomain = () => addReadyDomain(api, api.owner, `mail${++serial}.com`)
const person = (localPart: string) => ({ localPart, displayName: 'Bob Hall' })

async function messageOf(operationId: string) {
  const { rows } = await api.sql.query(`select message from outbox where message->'input'->>'operationId' = $1`, [
    operationId,
  ])
  return rows[0]?.message
}

t.test('mailboxes are added item by item: a refusal does not hold up the others', async (t) => {
  const { domain } = await freshDomain()
  const mailboxes = [person('bob'), person('ANNA'), person('not good'), person('Carl')]
  const answer = await call('POST', '/v1/mailboxes', { body: { domainId: domain.id, mailboxes } })
  t.equal(answer.status, 202)
  const { operationId, results } = answer.body
  t.match(results, [
    { localPart: 'bob', mailbox: { address: `bob@${domain.name}`, status: 'creating' }, error: null },
    { localPart: 'ANNA', mailbox: null, error: { code: 'mailbox_exists' } },
    { localPart: 'not good', mailbox: null, error: { code: 'local_part_characters' } },
    { localPart: 'Carl', mailbox: { address: `carl@${domain.name}`, localPart: 'carl' }, error: null },
  ])
  t.match(await messageOf(operationId), {
    workflowType: 'addMailboxes',
    input: { mailboxIds: [results[0].mailbox.id, results[3].mailbox.id] },
  })
})

t.test('a domain takes 100 mailboxes, and refuses those beyond', async (t) => {
  const { domain } = await freshDomain()
  const mailboxes = Array.from({ length: 100 }, (_, index) => person(`bob${index}`))
  const { status, body } = await call('POST', '/v1/mailboxes', { body: { domainId: domain.id, mailboxes } })
  t.equal(status, 202)
  const refused = body.results.filter((result: { error: unknown }) => result.error !== null)
  t.match(refused, [{ localPart: 'bob99', error: { code: 'mailbox_limit_reached' } }])
  t.equal(refused.length, 1)
})

t.test('when all are refused nothing is changed', async (t) => {
  const { domain } = await freshDomain()
  const before = await countRows(api)
  const body = { domainId: domain.id, mailboxes: [person('anna'), person('a b')] }
  t.match(await call('POST', '/v1/mailboxes', { body }), {
    status: 422,
    body: {
      code: 'mailboxes_refused',
      errors: [
        { path: 'mailboxes.0.localPart', code: 'mailbox_exists' },
        { path: 'mailboxes.1.localPart', code: 'local_part_characters' },
      ],
    },
  })
  t.same(await countRows(api), before)
})

t.test('two requests for the last place at once do not both get it', async (t) => {
  const { domain } = await freshDomain()
  const some = Array.from({ length: 98 }, (_, index) => person(`bob${index}`))
  await call('POST', '/v1/mailboxes', { body: { domainId: domain.id, mailboxes: some } })
  const answers = await Promise.all(
    ['last1', 'last2'].map((name) =>
      call('POST', '/v1/mailboxes', { body: { domainId: domain.id, mailboxes: [person(name)] } }),
    ),
  )
  t.same(answers.map(({ status }) => status).sort(), [202, 422])
})

t.test('mailboxes are added only to a domain that is ready', async (t) => {
  const { body: domain } = await call('POST', '/v1/domains', { body: orderOf('notready.com') })
  const before = await countRows(api)
  const body = { domainId: domain.id, mailboxes: [person('bob')] }
  t.match(await call('POST', '/v1/mailboxes', { body }), { status: 409, body: { code: 'domain_not_ready' } })
  t.same(await countRows(api), before)
})

t.test("mailboxes are not added to another account's domain", async (t) => {
  const { domain } = await freshDomain()
  const { key } = await api.newAccount()
  const before = await countRows(api)
  const body = { domainId: domain.id, mailboxes: [person('bob')] }
  t.match(await call('POST', '/v1/mailboxes', { body, key }), { status: 404, body: { code: 'domain_not_found' } })
  t.same(await countRows(api), { ...before })
})

t.test('a new display name starts an operation, metadata alone does not', async (t) => {
  const { mailbox } = await freshDomain()
  const url = `/v1/mailboxes/${mailbox.id}`
  const renamed = await call('PATCH', url, { body: { displayName: 'Anna Moser', metadata: { a: 'b' } } })
  t.match(renamed, { status: 202, body: { displayName: 'Anna Moser', metadata: { a: 'b' } } })
  t.match(await messageOf(renamed.body.operationId), {
    workflowType: 'updateMailbox',
    input: { mailboxIds: [mailbox.id] },
  })
  for (const body of [{ metadata: { c: 'd' } }, { displayName: 'Anna Moser' }, {}])
    t.match(await call('PATCH', url, { body }), { status: 200, body: { operationId: null } })
})

t.test('a mailbox is changed only in the version that If-Match names', async (t) => {
  const { mailbox } = await freshDomain()
  const before = await countRows(api)
  const answer = await call('PATCH', `/v1/mailboxes/${mailbox.id}`, {
    body: { displayName: 'Anna Moser' },
    headers: { 'if-match': '"999"' },
  })
  t.match(answer, { status: 412, body: { code: 'version_mismatch' } })
  t.same(await countRows(api), before)
})

t.test('a removed mailbox is retiring at once, and is not removed twice', async (t) => {
  const { mailbox } = await freshDomain()
  const url = `/v1/mailboxes/${mailbox.id}`
  const removed = await call('DELETE', url)
  t.match(removed, { status: 202, body: { status: 'retiring' } })
  t.match(await messageOf(removed.body.operationId), { workflowType: 'removeMailboxes' })
  t.match(await call('DELETE', url), { status: 409, body: { code: 'mailbox_ended' } })
  t.match(await call('PATCH', url, { body: { displayName: 'X' } }), { status: 409, body: { code: 'mailbox_ended' } })
  t.equal((await call('PATCH', url, { body: { metadata: { a: 'b' } } })).status, 200)
})

t.test('a mailbox that is still being made is neither renamed nor removed', async (t) => {
  const { body: domain } = await call('POST', '/v1/domains', { body: orderOf('making.com') })
  const { body: page } = await call('GET', `/v1/mailboxes?domainId=${domain.id}`)
  const url = `/v1/mailboxes/${page.data[0].id}`
  t.match(await call('PATCH', url, { body: { displayName: 'X' } }), {
    status: 409,
    body: { code: 'mailbox_not_ready' },
  })
  t.match(await call('DELETE', url), { status: 409, body: { code: 'mailbox_not_ready' } })
})

t.test('a mailbox that failed can be removed', async (t) => {
  const { mailbox } = await freshDomain()
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'failed', readyAt: null })
  t.equal((await call('DELETE', `/v1/mailboxes/${mailbox.id}`)).status, 202)
})

t.test('mailboxes are found by address, whatever its case, and by status', async (t) => {
  const { domain, mailbox } = await freshDomain()
  const found = await call('GET', `/v1/mailboxes?address=${mailbox.address.toUpperCase()}`)
  t.match(found.body.data, [{ id: mailbox.id }])
  const none = await call('GET', `/v1/mailboxes?domainId=${domain.id}&status=paused`)
  t.same(none.body.data, [])
})

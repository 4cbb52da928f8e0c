import t from 'tap'
import { addOperation, addReadyDomain } from './fixture.ts'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

t.test('an order writes domain, mailboxes, operation, event and the start of its workflow together', async (t) => {
  const mailboxes = [
    { localPart: 'Anna.Lee', displayName: 'Anna Lee' },
    { localPart: 'bob', displayName: 'Bob Hall' },
  ]
  const before = await countRows(api)
  const { status, body, headers } = await call('POST', '/v1/domains', { body: orderOf('getacme.com', { mailboxes }) })
  t.equal(status, 202)
  t.equal(headers.location, `/v1/domains/${body.id}`)
  t.match(body, { name: 'getacme.com', status: 'provisioning', health: 'unknown', mailboxCount: 2, residency: 'none' })
  const operation = await call('GET', `/v1/operations/${body.operationId}`)
  t.match(operation.body, { kind: 'domains.create', domainId: body.id, status: 'running', progress: 0 })
  t.equal(operation.body.steps.length, 14)
  const after = await countRows(api)
  t.equal(after.outbox, (before.outbox ?? 0) + 1)
  t.equal(after.events, (before.events ?? 0) + 1)

  const outbox = await api.sql.query('select message from outbox order by id desc limit 1')
  t.match(outbox.rows[0].message, {
    kind: 'workflow_start',
    workflowType: 'provisionDomain',
    workflowId: `provision-domain/${body.id}`,
    input: { ...api.owner, domainId: body.id, operationId: body.operationId },
  })
  const event = await api.sql.query('select type, subject_id, data from events order by sequence desc limit 1')
  t.match(event.rows[0], { type: 'domain.created', subject_id: body.id, data: { name: 'getacme.com' } })
  const listed = await call('GET', `/v1/mailboxes?domainId=${body.id}`)
  t.same(listed.body.data.map((mailbox: { address: string }) => mailbox.address).sort(), [
    'anna.lee@getacme.com',
    'bob@getacme.com',
  ])
})

t.test('an internationalised name is kept as punycode and shown as both', async (t) => {
  const { body } = await call('POST', '/v1/domains', { body: orderOf('Bücher.ch', { brandDomain: 'www.bücher.de' }) })
  t.match(body, { name: 'xn--bcher-kva.ch', unicodeName: 'bücher.ch', brandDomain: 'xn--bcher-kva.de' })
  const again = await call('POST', '/v1/domains', { body: orderOf('xn--bcher-kva.ch') })
  t.match(again, { status: 409, body: { code: 'domain_exists', domainId: body.id } })
  const found = await call('GET', `/v1/domains?name=${encodeURIComponent('bücher.ch')}`)
  t.equal(found.body.data[0].id, body.id)
})

t.test('a count of mailboxes makes as many, with names by the pattern', async (t) => {
  const order = orderOf('counted.com', { mailboxes: undefined, mailboxCount: 100, namePattern: '{f}{last}' })
  const { status, body } = await call('POST', '/v1/domains', { body: order })
  t.equal(status, 202)
  t.equal(body.mailboxCount, 100)
  const { body: page } = await call('GET', `/v1/mailboxes?domainId=${body.id}&limit=100`)
  t.equal(page.data.length, 100)
  for (const { localPart } of page.data) t.match(localPart, /^[a-z]+\d*$/)
})

t.test('twenty orders of one name at once make one domain; each other is told which', async (t) => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => call('POST', '/v1/domains', { body: orderOf('race.com') })),
  )
  const [winner, ...rest] = answers.toSorted((a, b) => a.status - b.status)
  t.equal(winner?.status, 202)
  for (const { status, body } of rest) t.match({ status, body }, { status: 409, body: { domainId: winner?.body.id } })
  const { rows } = await api.sql.query(`select count(*)::int as count from domains where name = 'race.com'`)
  t.equal(rows[0].count, 1)
})

t.test('the same name can be ordered in test and live mode', async (t) => {
  await addReadyDomain(api, { ...api.owner, livemode: true }, 'modes.com')
  t.equal((await call('POST', '/v1/domains', { body: orderOf('modes.com') })).status, 202)
})

t.test('a name that was released can be ordered again', async (t) => {
  const { body } = await call('POST', '/v1/domains', {
    body: orderOf('again.com', { mailboxes: undefined, mailboxCount: 1 }),
  })
  await api.db.domains.update(api.owner, body.id, { status: 'cancelled', releasedAt: new Date() })
  const again = await call('POST', '/v1/domains', { body: orderOf('again.com') })
  t.equal(again.status, 202)
  t.not(again.body.id, body.id)
})

t.test('an address of an earlier order that was not taken down is a conflict, and nothing is ordered', async (t) => {
  const { body } = await call('POST', '/v1/domains', { body: orderOf('stuck.com') })
  await api.db.domains.update(api.owner, body.id, { status: 'failed', releasedAt: new Date() })
  const before = await countRows(api)
  t.match(await call('POST', '/v1/domains', { body: orderOf('stuck.com') }), {
    status: 409,
    body: { code: 'mailbox_exists' },
  })
  t.same(await countRows(api), before)
})

t.test('metadata is merged, null removes a key, and the version rises', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'meta.com')
  const url = `/v1/domains/${domain.id}`
  const first = await call('PATCH', url, { body: { metadata: { a: '1', b: '2' } } })
  t.same(first.body.metadata, { a: '1', b: '2' })
  const second = await call('PATCH', url, { body: { metadata: { a: null, c: '3' } } })
  t.same(second.body.metadata, { b: '2', c: '3' })
  t.equal(second.body.version, first.body.version + 1)
  t.equal((await call('PATCH', url, { body: {} })).body.version, second.body.version)
})

t.test('merged metadata must keep the limits as well', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'metamany.com')
  const url = `/v1/domains/${domain.id}`
  const half = (prefix: string) =>
    Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${prefix}${index}`, 'x']))
  t.equal((await call('PATCH', url, { body: { metadata: half('a') } })).status, 200)
  t.match(await call('PATCH', url, { body: { metadata: half('b') } }), {
    status: 422,
    body: { code: 'validation_failed' },
  })
})

t.test('If-Match lets only the version through that it names', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'match.com')
  const url = `/v1/domains/${domain.id}`
  const etag = String((await call('GET', url)).headers.etag)
  const change = (ifMatch: string) =>
    call('PATCH', url, { body: { metadata: { by: ifMatch } }, headers: { 'if-match': ifMatch } })
  for (const wrong of ['"999"', 'W/"2"', 'x', '2', ''])
    t.match(await change(wrong), { status: 412, body: { code: 'version_mismatch' } }, wrong)
  t.equal((await change(`"999", ${etag}`)).status, 200)
  t.equal((await change(etag)).status, 412)
  t.equal((await change('*')).status, 200)
})

t.test('what does not exist is not found, whatever If-Match says', async (t) => {
  const answer = await call('PATCH', '/v1/domains/dom_x', { body: {}, headers: { 'if-match': 'x' } })
  t.match(answer, { status: 404, body: { code: 'domain_not_found' } })
})

t.test('of two changes of the same version one wins', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'twochanges.com')
  const change = (value: string) =>
    call('PATCH', `/v1/domains/${domain.id}`, {
      body: { metadata: { by: value } },
      headers: { 'if-match': `"${domain.version}"` },
    })
  const answers = await Promise.all(['a', 'b', 'c'].map(change))
  t.same(answers.map(({ status }) => status).sort(), [200, 412, 412])
})

t.test('retiring takes domain and mailboxes out of use and starts the operation', async (t) => {
  const { domain, mailbox } = await addReadyDomain(api, api.owner, 'retire.com')
  const answer = await call('DELETE', `/v1/domains/${domain.id}`)
  t.match(answer, { status: 202, body: { status: 'retiring' } })
  t.match((await call('GET', `/v1/operations/${answer.body.operationId}`)).body, {
    kind: 'domains.retire',
    status: 'running',
  })
  t.match((await call('GET', `/v1/mailboxes/${mailbox.id}`)).body, { status: 'retiring', dailySendLimit: 0 })
  const again = await call('DELETE', `/v1/domains/${domain.id}`)
  t.match(again, { status: 409, body: { code: 'operation_in_progress', operationId: answer.body.operationId } })
})

t.test('a domain under provisioning is cancelled, not retired', async (t) => {
  const { body } = await call('POST', '/v1/domains', { body: orderOf('young.com') })
  const before = await countRows(api)
  const answer = await call('DELETE', `/v1/domains/${body.id}`)
  t.match(answer, { status: 409, body: { code: 'domain_provisioning', operationId: body.operationId } })
  t.same(await countRows(api), before)
})

t.test('a domain with another open operation is not retired; the answer says which', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'busy.com')
  const operationId = await addOperation(api, api.owner, domain.id, 'mailboxes.create')
  const answer = await call('DELETE', `/v1/domains/${domain.id}`)
  t.match(answer, { status: 409, body: { code: 'operation_in_progress', operationId } })
})

t.test('what has ended cannot be retired', async (t) => {
  for (const status of ['retired', 'cancelled', 'failed'] as const) {
    const { domain } = await addReadyDomain(api, api.owner, `${status}.com`)
    await api.db.domains.update(api.owner, domain.id, { status })
    t.match(await call('DELETE', `/v1/domains/${domain.id}`), { status: 409, body: { code: 'domain_ended' } })
  }
})

t.test('a list is walked page by page, newest first, each row once, also while rows are added', async (t) => {
  const other = await api.newAccount()
  const ids: string[] = []
  for (let index = 0; index < 7; index++) {
    ids.push((await addReadyDomain(api, other.owner, `page${index}.com`)).domain.id)
  }
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await call('GET', `/v1/domains?limit=3${cursor && `&cursor=${cursor}`}`, { key: other.key })
    seen.push(...body.data.map((row: { id: string }) => row.id))
    if (cursor === '') await addReadyDomain(api, other.owner, 'later.com')
    cursor = body.nextCursor
  }
  t.same(seen, ids.toReversed())
})

t.test('filters choose', async (t) => {
  const other = await api.newAccount()
  const one = await addReadyDomain(api, other.owner, 'filter1.com')
  const two = await addReadyDomain(api, other.owner, 'filter2.com')
  await api.db.domains.update(other.owner, two.domain.id, { status: 'active', health: 'worn' })
  const list = async (query: string) => {
    const { body } = await call('GET', `/v1/domains?${query}`, { key: other.key })
    return body.data.map((row: { id: string }) => row.id)
  }
  t.same(await list('status=warming'), [one.domain.id])
  t.same(await list('health=worn'), [two.domain.id])
  t.same(await list('name=filter1.com'), [one.domain.id])
  t.same(await list('residency=eu'), [])
  t.same((await list('provider=microsoft365')).length, 2)
  t.same((await list('createdAfter=2000-01-01T00:00:00Z')).length, 2)
  t.same(await list('createdBefore=2000-01-01T01:00:00%2B01:00'), [])
})

t.test('times at the ends of the calendar, and beyond them by an offset, are read', async (t) => {
  const statusOf = async (query: string) => (await call('GET', `/v1/domains?${query}`)).status
  t.equal(await statusOf('createdAfter=0001-01-01T00:00:00Z&createdBefore=9999-12-31T23:59:59Z'), 200)
  t.equal(await statusOf('createdAfter=0000-01-01T00:00:00Z'), 200)
  t.equal(await statusOf('createdAfter=9999-12-31T23:59:59-01:00'), 200)
  const cursor = (ms: string) => Buffer.from(`${ms}.dom_01jd8k5f9q4rwxyzabcdefghjk`).toString('base64url')
  t.equal(await statusOf(`cursor=${cursor('99999999999999')}`), 200)
  t.equal(await statusOf(`cursor=${cursor('999999999999999')}`), 400)
})

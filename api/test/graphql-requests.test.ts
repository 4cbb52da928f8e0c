import { createHash } from 'node:crypto'
import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { graphqlCaller } from './graphql-support.ts'
import { addSubAccount } from './parties.ts'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
const ask = graphqlCaller(api)

const hashOf = (query: string) => createHash('sha256').update(query).digest('hex')
const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })

t.test('without a key, or with a wrong one, the answer is 401 in the form of GraphQL', async (t) => {
  const none = await ask({ query: '{ __typename }' }, { key: null })
  t.match(none, { status: 401, body: { errors: [{ extensions: { code: 'api_key_missing' } }] } })
  t.match(none.headers['www-authenticate'], /^Bearer/)
  t.match(none.headers['content-type'], /^application\/json/)
  const wrong = await ask({ query: '{ __typename }' }, { key: 'cf_test_x' })
  t.match(wrong, { status: 401, body: { errors: [{ extensions: { code: 'api_key_invalid' } }] } })
  const elsewhere = await ask({ query: '{ __typename }' }, { headers: { 'coldframe-account': 'acct_x' } })
  t.match(elsewhere, { status: 404, body: { errors: [{ extensions: { code: 'account_not_found' } }] } })
})

t.test('the form of the answer is the one that was asked for', async (t) => {
  for (const accept of [
    'application/graphql-response+json',
    'application/graphql-response+json, application/json;q=0.9',
  ])
    t.match(
      (await ask({ query: '{ __typename }' }, { headers: { accept } })).headers['content-type'],
      /^application\/graphql-response\+json; charset=utf-8$/,
    )
  for (const accept of ['application/json', '*/*', 'text/html'])
    t.match(
      (await ask({ query: '{ __typename }' }, { headers: { accept } })).headers['content-type'],
      /^application\/json; charset=utf-8$/,
    )
})

t.test('a key acts for a sub-account by the same header as for REST', async (t) => {
  const sub = await addSubAccount(api)
  const { domain } = await addReadyDomain(api, sub.owner, 'sub.com')
  const query = `{ domain(id: "${domain.id}") { id mailboxes { nodes { id } } } }`
  t.match((await ask({ query })).body.errors, [{ extensions: { code: 'domain_not_found' } }])
  const { body } = await ask({ query }, { headers: { 'coldframe-account': sub.owner.accountId } })
  t.match(body, { data: { domain: { id: domain.id, mailboxes: { nodes: [{}] } } } })
})

t.test('a query that was sent once is asked for by its hash', async (t) => {
  const query = '{ domains(first: 1) { nodes { id } } }'
  const hash = hashOf(query)
  const unknown = await ask(persisted(hash))
  t.match(unknown, {
    status: 200,
    body: { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'persisted_query_not_found' } }] },
  })
  const modern = await ask(persisted(hash), { headers: { accept: 'application/graphql-response+json' } })
  t.equal(modern.status, 400)
  const first = await ask({ query, ...persisted(hash) })
  t.ok(first.body.data)
  t.same((await ask(persisted(hash))).body.data, first.body.data)
  const extensions = JSON.stringify(persisted(hash).extensions)
  const byUrl = await call('GET', `/graphql?${new URLSearchParams({ extensions })}`)
  t.same(byUrl.body.data, first.body.data)
})

t.test('a hash is that of its query, and of one that can be read', async (t) => {
  const lie = await ask({ query: '{ __typename }', ...persisted(hashOf('{ domains { nodes { id } } }')) })
  t.match(lie, { status: 400, body: { errors: [{ extensions: { code: 'bad_request' } }] } })
  const broken = '{ domains {'
  await ask({ query: broken, ...persisted(hashOf(broken)) })
  t.match((await ask(persisted(hashOf(broken)))).body.errors, [{ extensions: { code: 'persisted_query_not_found' } }])
  for (const persistedQuery of [{}, { version: 2, sha256Hash: hashOf('x') }, { version: 1, sha256Hash: 'x' }])
    t.equal((await ask({ extensions: { persistedQuery } })).status, 400)
})

const order = (name: string) => ({
  query:
    'mutation ($input: CreateDomainInput!) { createDomain(input: $input) { id name version createdAt operation { id } } }',
  variables: { input: { ...orderOf(name), provider: 'MICROSOFT365', registration: 'REGISTER', dns: 'MANAGED' } },
})

t.test('an Idempotency-Key makes a mutation safe to repeat, through either door', async (t) => {
  const headers = { 'idempotency-key': 'one-order' }
  const first = await ask(order('once.com'), { headers })
  t.equal(first.body.errors, undefined)
  t.equal(first.headers['idempotent-replayed'], undefined)
  const before = await countRows(api)
  const second = await ask(order('once.com'), { headers })
  t.same(second.body, first.body)
  t.equal(second.headers['idempotent-replayed'], 'true')
  const rest = await call('POST', '/v1/domains', { body: orderOf('once.com'), headers })
  t.equal(rest.body.id, first.body.data.createDomain.id)
  t.equal(rest.headers['idempotent-replayed'], 'true')
  t.same(await countRows(api), before)
  const other = await ask(order('twice.com'), { headers })
  t.match(other.body, {
    data: { createDomain: null },
    errors: [{ extensions: { code: 'idempotency_key_reused', status: 422 } }],
  })
  const odd = await ask(order('odd.com'), { headers: { 'idempotency-key': 'x'.repeat(300) } })
  t.match(odd, { status: 400, body: { errors: [{ extensions: { code: 'idempotency_key_invalid' } }] } })
})

t.test('each mutation of a request is repeated by itself', async (t) => {
  const key = (name: string) => `createApiKey(input: { name: "${name}", scopes: [DOMAINS_READ] }) { id key }`
  const query = `mutation { a: ${key('first')} b: ${key('second')} }`
  const headers = { 'idempotency-key': 'two-keys' }
  const first = await ask({ query }, { headers })
  t.not(first.body.data.a.id, first.body.data.b.id)
  const second = await ask({ query }, { headers })
  t.same(second.body.data, first.body.data)
})

t.test('a version is checked, as by If-Match', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'version.com')
  const change = (ifVersion: number) => ({
    query:
      'mutation ($id: ID!, $ifVersion: Int) { updateDomain(id: $id, input: { metadata: { a: "b" } }, ifVersion: $ifVersion) { version } }',
    variables: { id: domain.id, ifVersion },
  })
  const { body } = await ask(change(domain.version))
  t.equal(body.data.updateDomain.version, domain.version + 1)
  t.match((await ask(change(domain.version))).body.errors, [{ extensions: { code: 'version_mismatch', status: 412 } }])
})

t.test('what a request costs is told, and taken from the budget of the key', async (t) => {
  const own = await startApi(t, { limits: { rate: { limit: 20, windowMs: 60_000 } } })
  const limited = graphqlCaller(own)
  const left = (headers: Record<string, unknown>) => Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1])
  const cases: [string, number, number][] = [
    ['{ __typename }', 100, 1],
    ['{ domain(id: "x") { id } }', 100, 1],
    ['{ mailboxes(first: 100) { nodes { id } } }', 100, 1],
    ['{ a: domain(id: "x") { id } b: domain(id: "x") { id } }', 200, 2],
    ['{ mailboxes(first: 100) { nodes { domain { id } } } }', 200, 2],
    ['{ domains(first: 10) { nodes { mailboxes(first: 30) { nodes { id } } } } }', 310, 4],
  ]
  let remaining = 20
  for (const [query, points, requests] of cases) {
    const { body, headers } = await limited({ query })
    t.same(body.extensions.cost, { points, mostPoints: 5_000, requests }, query)
    remaining -= requests
    t.equal(left(headers), remaining)
  }
  const before = await countRows(own)
  const dear = await limited({ query: '{ domains(first: 25) { nodes { mailboxes(first: 50) { nodes { id } } } } }' })
  t.match(dear, { status: 429, body: { errors: [{ extensions: { code: 'rate_limited' } }] } })
  t.ok(Number(dear.headers['retry-after']) > 0)
  t.same(await countRows(own), before)
  t.equal((await limited({ query: '{ __typename }' })).status, 200, 'what is left still counts')
})

t.test('the size of a page counts, however it is given', async (t) => {
  const costOf = async (query: string, variables = {}) => (await ask({ query, variables })).body.extensions.cost.points
  const page = (args: string) =>
    `{ domains(first: 1) { nodes { mailboxes${args} { nodes { id } } } } mailboxes(first: 100) { nodes { id } } }`
  const withVariable = (declared: string) => `query (${declared}) ${page('(first: $n)')}`
  const base = 200
  t.equal(await costOf(page('')), base)
  t.equal(await costOf(`{ domains(first: 10) { nodes { mailboxes(first: 100) { nodes { id } } } } }`), 1_010)
  t.equal(
    await costOf('query ($n: Int) { domains(first: $n) { nodes { mailboxes(first: 100) { nodes { id } } } } }', {
      n: 10,
    }),
    1_010,
  )
  t.equal(
    await costOf('query ($n: Int = 10) { domains(first: $n) { nodes { mailboxes(first: 100) { nodes { id } } } } }'),
    1_010,
  )
  t.equal(
    await costOf('query ($n: Int) { domains(first: $n) { nodes { mailboxes(first: 100) { nodes { id } } } } }'),
    2_020,
  )
  t.equal(await costOf(withVariable('$n: Int'), { n: 100 }), 201)
  const inFragment =
    'query { domains(first: 10) { ...page } } fragment page on DomainConnection { nodes { ...one } } fragment one on Domain { mailboxes(first: 100) { nodes { id } } }'
  t.equal(await costOf(inFragment), 1_010)
  t.equal(
    await costOf('{ domains(first: 10) { edges { node { mailboxes(first: 100) { edges { node { id } } } } } } }'),
    1_010,
  )
})

t.test('it is one line of the log for each operation and relation, and one count of the metrics', async (t) => {
  api.logged.length = 0
  const { headers } = await ask({ query: '{ domains { nodes { tenant { id } } } }' })
  const entries = api.logged.map((line) => JSON.parse(line)).filter(({ operation }) => operation)
  t.match(entries, [
    { operation: 'domains.list', outcome: 'ok', requestId: headers['x-request-id'] },
    { operation: 'tenants.get', relation: 'tenant', requestId: headers['x-request-id'] },
  ])
})

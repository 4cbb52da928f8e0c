import { getIntrospectionQuery } from 'graphql'
import t, { type Test } from 'tap'
import { errorCatalogue } from '../src/error-catalogue.ts'
import { graphqlCaller } from './graphql-support.ts'
import { type Answer, caller, countRows, startApi } from './support.ts'

/** Whatever is sent, the answer is an error of GraphQL or a status by the GraphQL-over-HTTP specification: never a 500. */

const api = await startApi(t)
const call = caller(api)
const ask = graphqlCaller(api)

const NEW_TYPE = 'application/graphql-response+json'
const modern = (request: object) => ask(request, { headers: { accept: NEW_TYPE } })

function checkRefusal(t: Test, answer: Answer, status: number, code: string) {
  t.equal(answer.status, status)
  t.match(answer.headers['content-type'], /^application\/(graphql-response\+)?json; charset=utf-8$/)
  t.notOk(Object.hasOwn(answer.body, 'data'))
  const [error] = answer.body.errors
  t.match(error.extensions, { code, requestId: answer.headers['x-request-id'] })
  t.ok(Object.hasOwn(errorCatalogue, error.extensions.code))
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')
const nested = (depth: number) =>
  `{ domains { nodes ${'{ mailboxes { nodes { domain '.repeat(depth)} { id } ${'} } }'.repeat(depth)} } }`
const chain = (count: number) =>
  `{ ...f0 } ${times(count, (i) => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f${count} on Query { __typename }`
const doubling = (count: number) =>
  `{ domain(id: "x") { ...f0 } } ${times(count, (i) => `fragment f${i} on Domain { a: tenant { domain { ...f${i + 1} } } b: tenant { domain { ...f${i + 1} } } }`)} fragment f${count} on Domain { id }`

const invalid: Record<string, string> = {
  'an unknown field': '{ domains { nodes { colour } } }',
  'an unknown argument': '{ domains(colour: "red") { nodes { id } } }',
  'no selection of an object': '{ domains }',
  'a selection of a leaf': '{ domain(id: "x") { id { x } } }',
  'an unknown type': 'query ($x: Colour) { __typename }',
  'an unknown directive': '{ __typename @colour }',
  'an argument of another type': '{ domains(first: "many") { nodes { id } } }',
  'a word that the enum does not have': '{ domains(status: GREEN) { nodes { id } } }',
  'an enum in its small letters': '{ domains(status: active) { nodes { id } } }',
  'a missing argument': '{ domain { id } }',
  'a missing field of an input': 'mutation { createDomain(input: { name: "a.com" }) { id } }',
  'an unknown field of an input': 'mutation { updateDomain(id: "x", input: { colour: 1 }) { id } }',
  'a number beyond all bounds': '{ domains(first: 99999999999999999999) { nodes { id } } }',
  'an undeclared variable': '{ domain(id: $id) { id } }',
  'a fragment that holds itself': '{ ...a } fragment a on Query { ...a }',
  'a fragment cycle': '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
  'an unknown fragment': '{ ...a }',
  'an unused fragment': '{ __typename } fragment a on Query { __typename }',
  'no text': '',
  'a half of a document': '{ domains {',
  'nothing but a comment': '# nothing',
  'a document as JSON': JSON.stringify({ kind: 'Document', definitions: [] }),
  'JSON that is no document': '{"definitions":[{"kind":"Nothing"}]}',
  'a character that does not belong': '{ domains \u0000 }',
  'a string without an end': '{ domain(id: "x) { id } }',
  'a definition of a type': 'type Query { a: Int }',
  'two operations of one name': 'query a { __typename } query a { __typename }',
  'two operations without a name': '{ __typename } { __typename }',
  'the same field 1,900 times': `{ domain(id: "x") { ${'id '.repeat(1_900)} } }`,
  'a subscription': 'subscription { operation(id: "x") { id } }',
}

for (const [name, query] of Object.entries(invalid)) {
  t.test(`${name} is refused before anything is run`, async (t) => {
    checkRefusal(t, await modern({ query }), 400, 'query_invalid')
    const again = await ask({ query })
    checkRefusal(t, again, 200, 'query_invalid')
  })
}

const tooMuch: Record<string, string> = {
  'fields nested 50 deep': nested(16),
  '100,000 brackets': '{'.repeat(100_000),
  '400,000 brackets of a list': `{ domain(id: ${'['.repeat(400_000)}) { id } }`,
  '10,000 aliases': `{ ${times(10_000, (i) => `a${i}: __typename`)} }`,
  '1,000 operations in one': `{ ${times(1_000, (i) => `a${i}: domain(id: "x") { id }`)} }`,
  '51 operations in one': `{ ${times(51, (i) => `a${i}: domain(id: "x") { id }`)} }`,
  '10,000 fragments': chain(10_000),
  'fragments that double twenty times': doubling(20),
  'a page in a page in a page': '{ domains(first: 100) { nodes { mailboxes(first: 100) { nodes { id } } } } }',
  'the schema, eleven times': `{ ${times(11, (i) => `a${i}: __schema { types { name } }`)} }`,
}

for (const [name, query] of Object.entries(tooMuch)) {
  t.test(`${name} is too much, and that is seen at once`, async (t) => {
    const startedAt = cpuMs()
    checkRefusal(t, await modern({ query }), 400, 'query_too_complex')
    t.ok(cpuMs() - startedAt < 1_000)
  })
}

t.test('what is much and still allowed is answered soon', async (t) => {
  const allowed: Record<string, string> = {
    'the same field 100 times': `{ domain(id: "x") { ${'id '.repeat(100)} } }`,
    '600 fragments': chain(600),
    '1,900 aliases': `{ domains { nodes { ${times(1_600, (i) => `a${i}: id`)} } } }`,
    '50 operations': `{ ${times(50, (i) => `a${i}: domain(id: "x") { id }`)} }`,
  }
  for (const [name, query] of Object.entries(allowed)) {
    for (const turn of ['run', 'compiled', 'kept']) {
      const startedAt = cpuMs()
      const { status, body } = await ask({ query })
      t.equal(status, 200)
      t.ok(Object.hasOwn(body, 'data'), `${name} ${turn} ${JSON.stringify(body).slice(0, 300)}`)
      t.ok(cpuMs() - startedAt < 1_000, `${name} ${turn} ${cpuMs() - startedAt} ms`)
    }
  }
})

t.test('variables that do not fit are refused, the first time and when the query is compiled', async (t) => {
  const cases: [string, object][] = [
    ['query ($id: ID!) { domain(id: $id) { id } }', {}],
    ['query ($id: ID!) { domain(id: $id) { id } }', { id: null }],
    ['query ($id: ID!) { domain(id: $id) { id } }', { id: { a: 1 } }],
    ['query ($id: ID!) { domain(id: $id) { id } }', { id: ['a', 'b'] }],
    ['query ($first: Int) { domains(first: $first) { nodes { id } } }', { first: '5' }],
    ['query ($first: Int) { domains(first: $first) { nodes { id } } }', { first: 1.5 }],
    ['query ($first: Int) { domains(first: $first) { nodes { id } } }', { first: 2 ** 40 }],
    ['query ($status: DomainStatus) { domains(status: $status) { nodes { id } } }', { status: 'active' }],
    ['query ($status: DomainStatus) { domains(status: $status) { nodes { id } } }', { status: 'constructor' }],
    ['mutation ($input: CreateDomainInput!) { createDomain(input: $input) { id } }', { input: { name: 'a.com' } }],
    ['mutation ($input: UpdateDomainInput!) { updateDomain(id: "x", input: $input) { id } }', { input: { colour: 1 } }],
    ['mutation ($input: UpdateDomainInput!) { updateDomain(id: "x", input: $input) { id } }', { input: 'text' }],
  ]
  for (const [query, variables] of cases)
    for (const _ of [1, 2, 3]) checkRefusal(t, await modern({ query, variables }), 400, 'query_invalid')
})

t.test('a variable that is null where none may be is refused, whichever way it is run', async (t) => {
  const query = 'query ($id: ID = "x") { domain(id: $id) { id } }'
  for (const _ of [1, 2, 3]) {
    const { status, body } = await ask({ query, variables: { id: null } })
    t.equal(status, 200)
    t.match(body.errors, [{ extensions: { code: 'query_invalid' } }])
  }
})

t.test('values are judged as they are through REST', async (t) => {
  const cases: [string, object][] = [
    ['{ domains(first: 0) { nodes { id } } }', { path: 'first', code: 'too_small' }],
    ['{ domains(first: 101) { nodes { id } } }', { path: 'first', code: 'too_big' }],
    ['{ domains(createdAfter: "yesterday") { nodes { id } } }', { path: 'createdAfter', code: 'invalid_format' }],
    ['{ domains(createdAfter: 5) { nodes { id } } }', { path: 'createdAfter', code: 'invalid_type' }],
    ['{ domains(name: "a\\u0000") { nodes { id } } }', { path: 'name', code: 'text_not_storable' }],
    ['mutation { updateDomain(id: "x", input: { metadata: [1] }) { id } }', { path: 'metadata', code: 'invalid_type' }],
    ['mutation { updateDomain(id: "x", input: { metadata: { a: 1 } }) { id } }', { path: 'metadata.a' }],
  ]
  for (const [query, fault] of cases) {
    const { status, body } = await ask({ query })
    t.equal(status, 200)
    t.match(
      body,
      { data: {}, errors: [{ extensions: { code: 'validation_failed', status: 422, errors: [fault] } }] },
      query,
    )
  }
  const { body } = await ask({ query: '{ domains(after: "nonsense") { nodes { id } } }' })
  t.match(body.errors, [{ extensions: { code: 'invalid_cursor' } }])
})

t.test('what is no request of GraphQL answers 4xx', async (t) => {
  const json = { 'content-type': 'application/json' }
  const post = (payload: string | Buffer, headers: Record<string, string> = json) =>
    call('POST', '/graphql', { payload, headers })
  checkRefusal(t, await post(''), 400, 'bad_request')
  checkRefusal(t, await post('{"query": "{'), 400, 'invalid_json')
  checkRefusal(t, await post('null'), 400, 'bad_request')
  checkRefusal(t, await post('5'), 400, 'bad_request')
  checkRefusal(t, await post(JSON.stringify({ query: '{ __typename }', variables: [] })), 400, 'bad_request')
  checkRefusal(t, await post(JSON.stringify({ query: '{ __typename }', operationName: 5 })), 400, 'bad_request')
  checkRefusal(t, await post('{"query": "{ __typename }", "variables": {"__proto__": 1}}'), 400, 'invalid_json')
  checkRefusal(t, await post(Buffer.from('{"query": "{ a\xff }"}', 'latin1')), 400, 'invalid_json')
  checkRefusal(
    t,
    await post('{ __typename }', { 'content-type': 'application/graphql' }),
    415,
    'unsupported_media_type',
  )
  checkRefusal(t, await post('{ __typename }', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type')
  checkRefusal(t, await post(`{"query": "${' '.repeat(1_100_000)}"}`), 413, 'body_too_large')
})

t.test('a list of requests is refused, however long', async (t) => {
  for (const count of [0, 1, 1_000]) {
    const batch = Array.from({ length: count }, () => ({ query: '{ __typename }' }))
    checkRefusal(t, await ask(batch), 400, 'bad_request')
  }
})

t.test('a GET asks, and never changes anything', async (t) => {
  const get = (parameters: Record<string, string>) => call('GET', `/graphql?${new URLSearchParams(parameters)}`)
  t.match(await get({ query: '{ __typename }' }), { status: 200, body: { data: { __typename: 'Query' } } })
  const before = await countRows(api)
  const mutation = await get({
    query: 'mutation { createApiKey(input: { name: "x", scopes: [DOMAINS_READ] }) { id } }',
  })
  checkRefusal(t, mutation, 405, 'method_not_allowed')
  t.equal(mutation.headers.allow, 'POST')
  t.same(await countRows(api), before)
  const both = 'query a { __typename } mutation b { createApiKey(input: { name: "x", scopes: [DOMAINS_READ] }) { id } }'
  t.equal((await get({ query: both, operationName: 'a' })).status, 200)
  checkRefusal(t, await get({ query: both, operationName: 'b' }), 405, 'method_not_allowed')
  checkRefusal(t, await get({ query: both }), 200, 'query_invalid')
  checkRefusal(t, await get({ query: both, operationName: 'c' }), 200, 'query_invalid')
  checkRefusal(t, await get({ query: '{ __typename }', variables: '{' }), 400, 'invalid_json')
  checkRefusal(t, await call('GET', '/graphql?query=a&query=b'), 400, 'bad_request')
  checkRefusal(t, await get({}), 400, 'bad_request')
  t.equal((await call('PUT', '/graphql')).status, 405)
  t.equal((await call('HEAD', '/graphql')).status, 405)
})

t.test('the schema tells of itself, and of nothing more than that', async (t) => {
  for (const options of [{}, { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true }]) {
    const { body } = await ask({ query: getIntrospectionQuery(options) })
    t.equal(body.errors, undefined)
    t.ok(body.data.__schema.types.length > 50)
  }
  const fields = 'fields { type { fields { type { fields { type { fields { name } } } } } }'.repeat(1)
  checkRefusal(t, await modern({ query: `{ __schema { types { ${fields} } } } }` }), 400, 'query_invalid')
})

t.test('a fault of ours shows nothing of itself, and is logged once', async (t) => {
  await api.sql.query('alter table tenants rename to hidden_tenants')
  const { status, body, headers } = await ask({ query: '{ a: tenant(id: "x") { id } b: domain(id: "x") { id } }' })
  await api.sql.query('alter table hidden_tenants rename to tenants')
  t.equal(status, 200)
  t.notMatch(JSON.stringify(body), /tenants|select|relation/i)
  const codes = body.errors.map(({ path, extensions }: { path: string[]; extensions: { code: string } }) => [
    path[0],
    extensions.code,
  ])
  t.same(Object.fromEntries(codes), { a: 'internal_error', b: 'domain_not_found' })
  const entries = api.logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50)
  t.match(entries, [{ requestId: headers['x-request-id'] }])
  t.match(JSON.stringify(entries), /relation/)
})

/** Of this process alone: whatever else the machine does, it is not counted. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

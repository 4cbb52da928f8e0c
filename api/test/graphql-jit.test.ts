import { getIntrospectionQuery } from 'graphql'
import t from 'tap'
import { operations } from '../src/operations.ts'
import { addOperation, addPurchase, addReadyDomain } from './fixture.ts'
import { createGoodRequests } from './good-requests.ts'
import { graphqlCaller, graphqlRequest } from './graphql-support.ts'
import { type Answer, orderOf, startApi } from './support.ts'

/** A query that is compiled answers as one that is not. */

const api = await startApi(t)
const compiled = graphqlCaller(api)
const plain = graphqlCaller({ app: await api.startPeer({ compileAfter: 0 }), key: api.key })

const { domain, mailbox, tenantId } = await addReadyDomain(api, api.owner, 'one.com')
const { domain: other } = await addReadyDomain(api, api.owner, 'two.com')
await addPurchase(api, api.owner, domain.id)
const operationId = await addOperation(api, api.owner, domain.id)
const good = createGoodRequests(api, api.owner)
const narrow = await api.newKey(api.owner, ['domains:read'])

interface Case {
  query: string
  variables?: Record<string, unknown>
  operationName?: string
  key?: string
}

const all = '... on Domain { id name status health dns metadata createdAt nameservers }'
const corpus: Record<string, Case> = {
  'a relation of each kind': {
    query: `{ domains { nodes { ${all} tenant { id country } dnsStatus { status records { type } proof { spf } }
      operation { id steps { name status } domain { name } } mailboxes(first: 1) { nodes { address domain { id } }
      pageInfo { hasNextPage endCursor startCursor hasPreviousPage } edges { cursor node { id } } }
      operations(first: 2, status: RUNNING) { nodes { kind progress } } } } }`,
  },
  'a thing that is not there': { query: '{ domain(id: "dom_x") { id tenant { id } } mailbox(id: "mbx_x") { id } }' },
  'a thing that is not there beside one that is': {
    query: `{ a: domain(id: "dom_x") { id } b: domain(id: "${domain.id}") { id } }`,
  },
  'aliases of one field': {
    query: `{ a: domain(id: "${domain.id}") { n: name, m: name } b: domain(id: "${other.id}") { n: name } }`,
  },
  fragments: {
    query: `{ domains { nodes { ...a ... on Domain { ...b } ... { id } } } } fragment a on Domain { name tenant { ...c } }
      fragment b on Domain { tenant { country } } fragment c on Tenant { id }`,
  },
  'the same field from two fragments': {
    query:
      '{ domains { nodes { ...a ...b } } } fragment a on Domain { mailboxes { nodes { id } } } fragment b on Domain { mailboxes { nodes { address } } }',
  },
  'what is skipped': {
    query:
      'query ($yes: Boolean!, $no: Boolean = false) { domains @include(if: $yes) { nodes { id @skip(if: $no) name @skip(if: $yes) tenant @include(if: $no) { id } } } }',
    variables: { yes: true },
  },
  'what is not skipped': {
    query:
      'query ($yes: Boolean!, $no: Boolean = false) { domains @include(if: $yes) { nodes { id @skip(if: $no) name @skip(if: $yes) tenant @include(if: $no) { id } } } }',
    variables: { yes: true, no: true },
  },
  'a variable of each kind': {
    query: `query ($first: Int, $after: String, $status: DomainStatus, $name: String, $since: DateTime) {
      domains(first: $first, after: $after, status: $status, name: $name, createdAfter: $since) { nodes { id status } pageInfo { hasNextPage } } }`,
    variables: { first: 1, status: 'WARMING', since: '2020-01-01T00:00:00Z' },
  },
  'variables that are not given': {
    query: 'query ($first: Int, $status: DomainStatus) { domains(first: $first, status: $status) { nodes { id } } }',
  },
  'variables that are null': {
    query: 'query ($first: Int, $status: DomainStatus) { domains(first: $first, status: $status) { nodes { id } } }',
    variables: { first: null, status: null },
  },
  'a default that is not taken': {
    query: 'query ($first: Int = 1) { domains(first: $first) { nodes { id } } }',
    variables: { first: 2 },
  },
  'a default that is taken': { query: 'query ($first: Int = 1) { domains(first: $first) { nodes { id } } }' },
  'a null for what must not be null': {
    query: 'query ($id: ID = "x") { domain(id: $id) { id } }',
    variables: { id: null },
  },
  'a number as an id': { query: '{ domain(id: 5) { id } }' },
  'a fault in a variable': { query: 'query ($id: ID!) { domain(id: $id) { id } }', variables: { id: {} } },
  'a fault of an enum': {
    query: 'query ($s: DomainStatus) { domains(status: $s) { nodes { id } } }',
    variables: { s: 'x' },
  },
  'a fault of a value': { query: '{ domains(first: 1000) { nodes { id } } }' },
  'a fault of a value in a relation': { query: '{ domains { nodes { id mailboxes(first: 0) { nodes { id } } } } }' },
  'a scope that is not held': { query: '{ domains { nodes { id } } mailboxes { nodes { id } } }', key: narrow },
  'a scope that is not held, in a relation': {
    query: '{ domains { nodes { id tenant { id } dnsStatus { status } } } }',
    key: narrow,
  },
  'an unknown field': { query: '{ domains { nodes { colour } } }' },
  'names of types': { query: '{ __typename domains { __typename nodes { __typename tenant { __typename } } } }' },
  'the schema': { query: getIntrospectionQuery() },
  'one type': {
    query: 'query ($name: String!) { __type(name: $name) { name kind fields { name } enumValues { name } } }',
    variables: { name: 'Domain' },
  },
  'the first of two operations': {
    query: 'query a { domains { nodes { id } } } query b { mailboxes { nodes { id } } }',
    operationName: 'a',
  },
  'the second of two operations': {
    query: 'query a { domains { nodes { id } } } query b { mailboxes { nodes { id } } }',
    operationName: 'b',
  },
  'none of two operations': { query: 'query a { __typename } query b { __typename }' },
  'an operation that is not there': { query: 'query a { __typename }', operationName: 'b' },
  'a page and the next': {
    query: '{ a: mailboxes(first: 1) { edges { cursor } pageInfo { hasNextPage endCursor } } }',
  },
  'a query that costs too much': {
    query: '{ domains(first: 100) { nodes { mailboxes(first: 100) { nodes { id } } } } }',
  },
  'an order that is priced': {
    query:
      'mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { totals { total { amount } } domains { name items { kind recurs } } } }',
    variables: {
      input: {
        domains: [{ ...orderOf('three.com'), provider: 'MICROSOFT365', registration: 'REGISTER', dns: 'MANAGED' }],
      },
    },
  },
  'an order with literals': {
    query: `mutation { createQuote(input: { domains: [{ name: "four.com", provider: MICROSOFT365, registration: REGISTER,
      dns: MANAGED, mailboxCount: 3, metadata: { a: "b" } }] }) { domains { name } } }`,
  },
  'an order with variables within': {
    query: `mutation ($name: String!, $metadata: Metadata, $count: Int) { createQuote(input: { domains: [{ name: $name, provider: MICROSOFT365,
      registration: REGISTER, dns: MANAGED, mailboxCount: $count, metadata: $metadata }] }) { domains { name } } }`,
    variables: { name: 'five.com', metadata: { a: 'b' }, count: 3 },
  },
  'faults in an input': {
    query: 'mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { currency } }',
    variables: { input: { domains: [] } },
  },
  'a tenant, a mailbox, an operation': {
    query: `{ tenant(id: "${tenantId}") { domain { name } } mailbox(id: "${mailbox.id}") { domain { tenant { id } } }
      operation(id: "${operationId}") { domain { operation { id } } } purchases { nodes { domain { name } amount { amount } } } }`,
  },
}

for (const operation of operations.filter(({ graphql }) => 'query' in graphql))
  corpus[operation.id] = graphqlRequest(operation, (await good[operation.id]?.()) ?? {})

/** Without the id of the request, which is another one each time; errors in the order of their fields, not of their coming. */
const comparable = ({ status, body }: Answer) => ({
  status,
  body: {
    ...withoutRequestId(body),
    ...(body.errors && { errors: body.errors.map(withoutRequestId).sort(byPath) }),
  },
})

const withoutRequestId = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (name, part) => (name === 'requestId' ? undefined : part)))
const byPath = (left: { path: unknown }, right: { path: unknown }) => (String(left.path) < String(right.path) ? -1 : 1)

for (const [name, { key, ...request }] of Object.entries(corpus)) {
  t.test(name, async (t) => {
    const options = key === undefined ? {} : { key }
    const expected = comparable(await plain(request, options))
    for (const turn of ['run', 'compiled', 'kept']) t.same(comparable(await compiled(request, options)), expected, turn)
  })
}

t.test('mutations are made one after the other', async (t) => {
  const change = (index: number) =>
    `m${index}: updateDomain(id: "${domain.id}", input: { metadata: { turn: "${index}" } }) { version metadata }`
  const query = `mutation { ${[1, 2, 3, 4, 5].map(change).join(' ')} }`
  for (const ask of [plain, compiled, compiled, compiled]) {
    const { body } = await ask({ query })
    const changed: { version: number; metadata: { turn: string } }[] = Object.values(body.data)
    t.same(
      changed.map(({ metadata }) => metadata.turn),
      ['1', '2', '3', '4', '5'],
    )
    const [first] = changed
    t.same(
      changed.map(({ version }) => version - (first?.version ?? 0)),
      [0, 1, 2, 3, 4],
    )
  }
})

t.test('the counts', async (t) => t.comment(`${Object.keys(corpus).length} queries, each four times`))

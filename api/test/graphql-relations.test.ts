import pg from 'pg'
import t, { type Test } from 'tap'
import { relations } from '../src/graphql/relations.ts'
import { operations } from '../src/operations.ts'
import { addOperation, addPurchase, addReadyDomain, type ReadyDomain } from './fixture.ts'
import { fromGraphql, graphqlCaller, rootFieldOf, schema, selectionOf } from './graphql-support.ts'
import { caller, startApi, type TestApi } from './support.ts'

/** Fields that lead from one thing to others: one statement for each level, whatever its breadth. */

const api = await startApi(t)
const call = caller(api)
const ask = graphqlCaller(api)

const MAILBOXES = 12

async function addDomain({ db }: TestApi, name: string) {
  const ready = await addReadyDomain(api, api.owner, name)
  const more = Array.from({ length: MAILBOXES - 1 }, (_, index) => ({
    localPart: `person${index}`,
    address: `person${index}@${name}`,
    displayName: `Person ${index}`,
  }))
  await db.mailboxes.insert(api.owner, ready.domain.id, more)
  await db.dnsRecords.want(api.owner, ready.domain.id, [
    { purpose: 'spf', type: 'TXT', name, wanted: 'v=spf1 -all', ttlSeconds: 3600, owner: 'coldframe' },
    { purpose: 'mx', type: 'MX', name, wanted: `0 mx.${name}.`, ttlSeconds: 3600, owner: 'coldframe' },
  ])
  await db.proofs.start(api.owner, { domainId: ready.domain.id, mailboxId: ready.mailbox.id, token: name })
  await addOperation(api, api.owner, ready.domain.id)
  await addOperation(api, api.owner, ready.domain.id, 'mailboxes.create', 'waiting')
  await addPurchase(api, api.owner, ready.domain.id)
  return ready
}

const ready: ReadyDomain[] = []
for (let index = 0; index < 40; index++) ready.push(await addDomain(api, `breadth${index}.com`))

/** All that is sent to Postgres by this process meanwhile. */
async function statementsOf(t: Test, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const { query } = pg.Client.prototype
  const intercepted = t.intercept(pg.Client.prototype, 'query', {
    value(this: pg.Client, ...args: unknown[]) {
      const [statement] = args
      sent.push(typeof statement === 'string' ? statement : String(Object(statement).text))
      return Reflect.apply(query, this, args)
    },
  })
  await work()
  intercepted.restore()
  return sent
}

const reads = (statements: string[]) => statements.filter((text) => /^\s*(select|with)/i.test(text))

const levels: Record<string, string> = {
  'domains with their mailboxes': '{ domains(first: N) { nodes { mailboxes(first: 100) { nodes { id } } } } }',
  'domains with their tenants': '{ domains(first: N) { nodes { tenant { id } } } }',
  'domains with their DNS':
    '{ domains(first: N) { nodes { dnsStatus { status records { name } proof { sentAt } } } } }',
  'domains with their verdicts': '{ domains(first: N) { nodes { verdict { cause findings { value } } } } }',
  'domains with their operations':
    '{ domains(first: N) { nodes { operations(first: 20) { nodes { steps { name } } } } } }',
  'domains with their newest operation': '{ domains(first: N) { nodes { operation { steps { name } } } } }',
  'mailboxes with their domains':
    '{ mailboxes(first: N) { nodes { domain { name mailboxCount tenantId operationId } } } }',
  'operations with their domains': '{ operations(first: N) { nodes { domain { name } } } }',
  'purchases with their domains': '{ purchases(first: N) { nodes { domain { name } } } }',
}

for (const [name, query] of Object.entries(levels)) {
  t.test(`${name}: as many statements for one as for forty, one of them for the level`, async (t) => {
    const request = (first: number) => ({ query: query.replace('N', String(first)) })
    const root = query.replace(/\{ nodes.*$/, '{ nodes { id } } }')
    const bare = await statementsOf(t, () => ask({ query: root.replace('N', '40') }))
    const few = await statementsOf(t, () => ask(request(1)))
    const many = await statementsOf(t, () => ask(request(40)))
    t.equal(many.length, few.length)
    t.equal(reads(many).length, reads(bare).length + 1)
    t.comment(`${many.length} statements, ${reads(many).length} of them read`)
  })
}

t.test('levels below levels add one statement each', async (t) => {
  const query = `{ domains(first: N) { nodes { mailboxes(first: 12) { nodes { domain { tenant { domain { name } } } } } } } }`
  const few = await statementsOf(t, () => ask({ query: query.replace('N', '1') }))
  const many = await statementsOf(t, () => ask({ query: query.replace('N', '40') }))
  t.equal(many.length, few.length)
})

t.test('a thing is loaded once, however many lead to it', async (t) => {
  const [sample] = ready
  const domainId = sample?.domain.id ?? ''
  const query = `{ mailboxes(domainId: "${domainId}", first: 100) { nodes { domain { id } } } }`
  const { body } = await ask({ query })
  t.equal(body.data.mailboxes.nodes.length, MAILBOXES)
  const asked: string[][] = []
  const load = relations.find(({ on, field }) => field === 'domain' && on.includes('Mailbox'))
  t.intercept(Object(load), 'load', {
    value: async (_: unknown, __: unknown, keys: string[]) => {
      asked.push(keys)
      return new Map()
    },
  })
  await ask({ query })
  t.same(asked, [[domainId]])
})

/** By the operation that a relation stands for, asked for one parent. */
const urlOf = (operation: string, key: string) => {
  const { rest } = operations.find(({ id }) => id === operation) ?? {}
  const path = rest?.path ?? ''
  return path.includes('{id}') ? path.replace('{id}', key) : `${path}?domainId=${key}`
}

t.test('what a relation answers is what its operation answers', async (t) => {
  const parents: Record<string, string> = {
    Domain: 'domains',
    Mailbox: 'mailboxes',
    Operation: 'operations',
    Purchase: 'purchases',
  }
  let compared = 0
  for (const { on, field, by, operation, filter } of relations) {
    for (const type of on.filter((name) => parents[name])) {
      const target = operations.find(({ id }) => id === operation)
      if (!target) continue
      const returned = rootFieldOf(target).type
      const { body } = await ask({
        query: `{ ${parents[type]}(first: 3) { nodes { ${by} ${field} ${selectionOf(returned)} } } }`,
      })
      t.equal(body.errors, undefined)
      for (const node of body.data[parents[type] ?? ''].nodes) {
        const rest = await call('GET', urlOf(operation, node[by]))
        t.same(fromGraphql(returned, node[field]), rest.body, `${type}.${field}${filter ? ' as a list' : ''}`)
        compared++
      }
    }
  }
  t.comment(`${compared} answers compared`)
})

t.test('a relation of a list takes the arguments of the list, for each parent by itself', async (t) => {
  const query =
    '{ domains(first: 2) { nodes { name mailboxes(first: 5) { nodes { address } pageInfo { hasNextPage endCursor } } waiting: operations(status: WAITING) { nodes { status } } } } }'
  const { body } = await ask({ query })
  for (const { name, mailboxes, waiting } of body.data.domains.nodes) {
    t.equal(mailboxes.nodes.length, 5)
    t.ok(mailboxes.nodes.every(({ address }: { address: string }) => address.endsWith(`@${name}`)))
    t.equal(mailboxes.pageInfo.hasNextPage, true)
    t.same(waiting.nodes, [{ status: 'WAITING' }])
    const next = `{ domains(name: "${name}") { nodes { mailboxes(first: 100, after: "${mailboxes.pageInfo.endCursor}") { nodes { address } pageInfo { hasNextPage hasPreviousPage } } } } }`
    const [{ mailboxes: rest }] = (await ask({ query: next })).body.data.domains.nodes
    t.equal(rest.nodes.length, MAILBOXES - 5)
    t.same(rest.pageInfo, { hasNextPage: false, hasPreviousPage: true })
    const all = [...mailboxes.nodes, ...rest.nodes].map(({ address }) => address)
    t.equal(new Set(all).size, MAILBOXES)
  }
})

t.test('what is not there, or nobody told of, is null', async (t) => {
  const domain = await api.db.domains.insert(api.owner, {
    name: 'bare.com',
    brandDomain: null,
    provider: 'microsoft365',
    residency: 'none',
    registration: 'existing',
    dnsMode: 'external',
    metadata: {},
  })
  const query = `{ domain(id: "${domain?.id}") { tenant { id } operation { id } mailboxes { nodes { id } } operations { nodes { id } } dnsStatus { status records { name } proof { sentAt } } } }`
  const { body } = await ask({ query })
  t.same(body.data.domain, {
    tenant: null,
    operation: null,
    mailboxes: { nodes: [] },
    operations: { nodes: [] },
    dnsStatus: { status: 'PENDING', records: [], proof: null },
  })
})

t.test('each relation asks for the scope of its operation', async (t) => {
  for (const { on, field, operation } of relations) {
    const scope = operations.find(({ id }) => id === operation)?.scope
    t.match(String(Object(schema.getType(on[0] ?? '')).getFields()[field].description), `Scope: \`${scope}\``)
  }
  const narrow = await api.newKey(api.owner, ['domains:read'])
  const query =
    '{ domains(first: 2) { nodes { id tenant { id } mailboxes { nodes { id } } operation { id } dnsStatus { status } } } }'
  const { body } = await ask({ query }, { key: narrow })
  for (const node of body.data.domains.nodes)
    t.match(node, { tenant: null, mailboxes: null, operation: null, dnsStatus: { status: 'PENDING' } })
  const refused = body.errors.map(
    ({ path, extensions }: { path: string[]; extensions: { code: string } }) => `${path.at(-1)} ${extensions.code}`,
  )
  t.same([...new Set(refused)].sort(), ['mailboxes scope_missing', 'operation scope_missing', 'tenant scope_missing'])
})

t.test('every relation is walked by these tests', async (t) => {
  const text = Object.values(levels).join(' ')
  for (const { field } of relations) t.ok(text.includes(field), field)
})

import t, { type Test } from 'tap'
import { z } from 'zod'
import { isListing } from '../src/graphql/arguments.ts'
import type { Operation } from '../src/operation.ts'
import { operations } from '../src/operations.ts'
import { createGoodRequests, payloadOf, type Request } from './good-requests.ts'
import { fieldOf, fromGraphql, graphqlCaller, graphqlRequest, rootFieldOf, withoutLeftAway } from './graphql-support.ts'
import { caller, startApi } from './support.ts'

/** Whatever an operation answers through REST, it answers through GraphQL as well. */

const api = await startApi(t)
const call = caller(api)
const ask = graphqlCaller(api)
const good = createGoodRequests(api, api.owner)

const calls = operations.filter(({ kind }) => kind === 'call')
const isRead = ({ graphql }: Operation) => 'query' in graphql
const send = (operation: Operation, request: Request = {}, key: string | null = api.key) =>
  call(operation.rest.method, operation.rest.path.replace('{id}', request.id ?? ''), {
    key,
    ...payloadOf(operation, request),
  })

/** What is made anew differs in ids, times and names, and in nothing else. */
const withoutChance = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value)
      .replace(/\b[a-z]{2,4}_[0-9a-z]{26}\b/g, '<id>')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replace(/\d+@example\.net/g, '<message>')
      .replace(/report-\d+/g, '<report>')
      .replace(/contract\d+/g, '<name>')
      .replace(/cf_test_\w+/g, '<key>')
      .replace(/whsec_[\w+/]+=/g, '<secret>')
      .replace(/"eventSequence":\d+/g, '"eventSequence":"<sequence>"'),
  )

const Node = z.object({ id: z.string() })
const Connection = z.object({
  nodes: z.array(Node),
  edges: z.array(z.object({ cursor: z.string(), node: Node })),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  }),
})

function findOperation(id: string): Operation {
  const operation = operations.find((one) => one.id === id)
  if (!operation) throw new Error(`There is no ${id}`)
  return operation
}

t.test('every operation is a field, in the type that it names', async (t) => {
  for (const operation of operations) t.equal(rootFieldOf(operation).name, fieldOf(operation), operation.id)
})

async function compareReads(t: Test, operation: Operation) {
  const { id } = (await good[operation.id]?.()) ?? {}
  const rest = await send(operation, { id: id ?? '' })
  const { body } = await ask(graphqlRequest(operation, { id }))
  t.equal(body.errors, undefined)
  const { file } = operation.rest
  const wanted = file ? { [file.field]: rest.body } : rest.body
  const answer = fromGraphql(rootFieldOf(operation).type, body.data[fieldOf(operation)])
  t.same(withoutLeftAway(answer, wanted), wanted)
}

async function compareChanges(t: Test, operation: Operation) {
  const [first, second] = [await good[operation.id]?.(), await good[operation.id]?.()]
  const rest = await send(operation, first)
  const { body, headers } = await ask(graphqlRequest(operation, second ?? {}))
  t.equal(body.errors, undefined)
  const answer = fromGraphql(rootFieldOf(operation).type, body.data[fieldOf(operation)])
  t.same(withoutChance(answer), withoutChance(rest.body))
  const { rows } = await api.sql.query('select action, operation from audit_log where request_id = $1', [
    headers['x-request-id'],
  ])
  t.same(rows, operation.audit ? [{ action: operation.audit, operation: operation.id }] : [])
}

for (const operation of calls) {
  t.test(operation.id, async (t) => {
    await t.test('answers the same through both doors', async (t) =>
      isRead(operation) ? compareReads(t, operation) : compareChanges(t, operation),
    )

    await t.test('asks for the same scope', async (t) => {
      const request = (await good[operation.id]?.()) ?? {}
      const key = await api.newKey(api.owner, [])
      const rest = await send(operation, request, key)
      const { body } = await ask(graphqlRequest(operation, request), { key })
      t.match(body, {
        data: { [fieldOf(operation)]: null },
        errors: [{ message: rest.body.detail, path: [fieldOf(operation)] }],
      })
      t.match(body.errors[0].extensions, { code: 'scope_missing', status: 403 })
    })

    if (!operation.params) return
    await t.test('refuses an unknown id in the same words', async (t) => {
      const { body: input } = (await good[operation.id]?.()) ?? {}
      const id = 'dom_01jd8k5f9q4rwxyzabcdefghjk'
      const rest = await send(operation, { id, body: input })
      const { body } = await ask(graphqlRequest(operation, { id, body: input }))
      t.equal(body.errors[0].message, rest.body.detail)
      t.match(body.errors[0].extensions, { code: rest.body.code, status: rest.status, requestId: /./ })
    })
  })
}

for (const operation of calls.filter(isListing)) {
  t.test(`${operation.id} is a connection, and each of its cursors goes on behind its node`, async (t) => {
    const { id } = (await good[operation.id]?.()) ?? {}
    await good[operation.id]?.()
    const field = fieldOf(operation)
    const own = operation.params ? `id: "${id}"` : ''
    const page = async (args: string) => {
      const query = `{ ${field}(${own} ${args}) { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
      const { body } = await ask({ query })
      t.equal(body.errors, undefined)
      return Connection.parse(body.data[field])
    }
    const most = 100
    const all = await page(`first: ${most}`)
    const ids = all.nodes.map((node) => node.id)
    t.same(
      all.edges.map(({ node }) => node.id),
      ids,
    )
    const endCursor = all.edges.at(-1)?.cursor ?? null
    t.match(all.pageInfo, { hasNextPage: ids.length === most, hasPreviousPage: false, endCursor })
    t.equal(all.pageInfo.startCursor, all.edges[0]?.cursor ?? null)
    for (const [index, { cursor }] of all.edges.slice(0, 3).entries()) {
      const rest = await page(`first: 1 after: "${cursor}"`)
      t.same(
        rest.nodes.map((node) => node.id),
        ids.slice(index + 1, index + 2),
      )
      t.match(rest.pageInfo, { hasNextPage: index + 2 < ids.length, hasPreviousPage: true })
    }
  })
}

t.test('what all events have is asked for once, what each has of its own by its type', async (t) => {
  await send(findOperation('domains.create'), await good['domains.create']?.())
  const query =
    '{ events(first: 1) { nodes { id sequence type timestamp ... on DomainEvent { data { name status } } } } }'
  const { body } = await ask({ query })
  t.match(body.data.events.nodes, [{ type: 'DOMAIN_CREATED', sequence: Number, data: { status: 'PROVISIONING' } }])
})

t.test('the counts', async (t) => t.comment(`${calls.length} operations compared`))

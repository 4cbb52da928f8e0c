import t, { type Test } from 'tap'
import { z } from 'zod'
import { printOpenApi } from '../src/openapi/openapi.ts'
import type { Operation } from '../src/operation.ts'
import { operations } from '../src/operations.ts'
import { createEventSource } from './event-source.ts'
import { createGoodRequests, payloadOf, type Request } from './good-requests.ts'
import { addSubAccount, asParty, type Party } from './parties.ts'
import { type Answer, caller, startApi } from './support.ts'

/** Nobody reaches what is somebody else's: every operation, with another's id in each place that takes one. */

const api = await startApi(t)
const call = caller(api)

const account = asParty({ owner: api.owner, key: api.key })
const stranger = asParty(await api.newAccount())
const child = await addSubAccount(api)
const sibling = await addSubAccount(api)
const other = { owner: { ...api.owner, livemode: true }, key: await api.newKey({ ...api.owner, livemode: true }) }
const behind = (party: Party): Party => ({
  ...party,
  key: api.key,
  headers: { 'coldframe-account': party.owner.accountId },
})

interface Wall {
  name: string
  holder: Party
  asker: Party
  /** What the asker may reach all the same. */
  isOpenFor?: (operation: Operation) => boolean
}

const walls: Wall[] = [
  { name: 'another account', holder: account, asker: stranger },
  { name: 'the other mode of the same account', holder: account, asker: asParty(other) },
  { name: 'a sub-account, of what is its parent’s', holder: account, asker: child },
  { name: 'a sub-account, of what is its sibling’s', holder: child, asker: sibling },
  {
    name: 'the parent without the header, of what is a sub-account’s',
    holder: child,
    asker: account,
    isOpenFor: ({ id }) => id.startsWith('accounts.'),
  },
  { name: 'the parent in the name of a sibling', holder: child, asker: behind(sibling) },
]

const UNKNOWN = 'dom_01jd8k5f9q4rwxyzabcdefghjk'
const isIdField = (name: string) => /(^id|Ids?)$/.test(name)
const fieldsOf = (schema: z.ZodObject | undefined) => Object.keys(schema?.shape ?? {})

interface Place {
  in: 'path' | 'body'
  field: string
}

/** Where an operation takes the id of a thing. */
const placesOf = ({ params, body }: Operation): Place[] => [
  ...fieldsOf(params).map((field) => ({ in: 'path' as const, field })),
  ...fieldsOf(body)
    .filter(isIdField)
    .map((field) => ({ in: 'body' as const, field })),
]
/** Ids of items that are judged one by one, in tests of their own: a foreign one is refused like one that does not exist. */
const inItems = { 'signals.create': 2 }
/** What narrows the answer about one thing shows nothing of another; what names a thing is tried in a test of its own. */
const narrows = ({ kind, output }: Operation) => kind === 'call' && !('data' in Object(Object(output).shape))
const filtersOf = ({ query }: Operation) => fieldsOf(query).filter((field) => field !== 'limit')

const send = (operation: Operation, request: Request, { key, headers }: Party, query = '') => {
  const payload = { headers: {}, ...payloadOf(operation, request) }
  return call(operation.rest.method, operation.rest.path.replace('{id}', request.id ?? '') + query, {
    key,
    ...payload,
    headers: { ...payload.headers, ...headers },
    isStream: operation.kind === 'stream',
  })
}

const makeOf = ({ id }: Operation, party: Party) =>
  createGoodRequests(api, party.owner)[id] ?? (() => Promise.reject(new Error(`No request for ${id}`)))

const read = ({ id, body }: Request, place: Place): string =>
  place.in === 'path' ? (id ?? '') : z.string().parse(Object(body)[place.field])
const write = (request: Request, place: Place, id: string): Request =>
  place.in === 'path' ? { ...request, id } : { ...request, body: { ...Object(request.body), [place.field]: id } }

const words = ({ status, body: { requestId: _, ...body } }: Answer, id: string) =>
  JSON.stringify({ status, ...body }).replaceAll(id, '…')
const isSuccess = ({ status }: Answer) => status >= 200 && status < 300

/** The thing is there for its holder; for the asker it is as if it were not. */
async function tryPlace(t: Test, operation: Operation, place: Place, { holder, asker }: Wall) {
  const theirs = await makeOf(operation, holder)()
  const own = await makeOf(operation, asker)()
  const id = read(theirs, place)
  const foreign = await send(operation, write(own, place, id), asker)
  const missing = await send(operation, write(own, place, UNKNOWN), asker)
  const name = `${operation.id} ${place.in} ${place.field}`
  t.equal(foreign.status, 404, name)
  t.equal(words(foreign, id), words(missing, UNKNOWN), `${name} tells nothing`)
  t.ok(isSuccess(await send(operation, theirs, holder)), `${name} is there`)
}

const Row = z.looseObject({ id: z.string() })
const List = z.object({ data: z.array(Row), nextCursor: z.string().nullable() })
const listFor = async (operation: Operation, request: Request, party: Party, query: string) =>
  List.parse((await send(operation, request, party, `?${query}`)).body)

/** What a filter compares is a field of the row; of events it is these. */
const fieldOf: Record<string, (row: z.output<typeof Row>) => unknown> = {
  afterSequence: () => 0,
  subjectId: ({ data }) => Object(data).id ?? Object(data).webhookEndpointId,
}

/** A value that finds rows of the holder. */
async function valueFor(
  operation: Operation,
  request: Request,
  holder: Party,
  filter: string,
): Promise<string | undefined> {
  const limit = filter === 'cursor' ? 'limit=1' : 'limit=100'
  const { data, nextCursor } = await listFor(operation, request, holder, limit)
  if (filter === 'cursor') return nextCursor ?? undefined
  if (filter === 'createdAfter') return '2020-01-01T00:00:00Z'
  if (filter === 'createdBefore') return '2100-01-01T00:00:00Z'
  const values = data.map((row) => row[filter] ?? fieldOf[filter]?.(row))
  return z.coerce.string().parse(values.find((value) => value !== null && value !== undefined))
}

async function tryFilter(t: Test, operation: Operation, filter: string, { holder, asker }: Wall) {
  const request = await makeOf(operation, holder)()
  const value = await valueFor(operation, request, holder, filter)
  const query = `limit=100&${filter}=${encodeURIComponent(value ?? '')}`
  const theirs = (await listFor(operation, request, holder, query)).data.map(({ id }) => id)
  const seen = (await listFor(operation, await makeOf(operation, asker)(), asker, query)).data.map(({ id }) => id)
  t.ok(theirs.length > 0, `${operation.id} ?${filter}=${value} finds something for its holder`)
  t.same(
    seen.filter((id) => theirs.includes(id)),
    [],
    `${operation.id} ?${filter} shows none of it`,
  )
}

const source = await createEventSource<{ id: string }>(api.app)

/** From the beginning up to what is made now. */
async function readStream(t: Test, { rest }: Operation, { owner, key, headers }: Party, query: string) {
  const { id: newest = '' } = (await createGoodRequests(api, owner)['events.get']?.()) ?? {}
  const { messages, leave } = await source.open(t, `${rest.path}?afterSequence=0${query}`, { key, headers })
  const ids: string[] = []
  for await (const { data } of messages) {
    ids.push(data.id)
    if (data.id === newest) break
  }
  leave()
  return ids
}

async function tryStream(t: Test, operation: Operation, filter: string, { holder, asker }: Wall) {
  const query = filter === 'types' ? '&types=test.ping' : ''
  const theirs = await readStream(t, operation, holder, query)
  const seen = await readStream(t, operation, asker, query)
  t.ok(theirs.length > 0, `${operation.id} ?${filter} tells its holder something`)
  t.same(
    seen.filter((id) => theirs.includes(id)),
    [],
    `${operation.id} ?${filter} tells none of it`,
  )
}

/** Two rows at least in every list of the party: a filter that finds nothing shows nothing. */
async function fill(party: Party) {
  for (const operation of [...operations, ...operations]) {
    const request = await makeOf(operation, party)()
    if (operation.rest.method !== 'GET') await send(operation, request, party)
  }
}

/** A sub-account has no sub-accounts, so there is nothing to hide in that list. */
const hasList = ({ id }: Operation, { owner }: Party) =>
  id !== 'accounts.list' || owner.accountId === api.owner.accountId

await fill(account)
await fill(child)

for (const wall of walls) {
  t.test(`a wall before ${wall.name}`, async (t) => {
    const walked = { operations: 0, ids: 0, filters: 0 }
    for (const operation of operations) {
      walked.operations++
      if (wall.isOpenFor?.(operation)) continue
      for (const place of placesOf(operation)) {
        await tryPlace(t, operation, place, wall)
        walked.ids++
      }
      if (!hasList(operation, wall.holder)) continue
      for (const filter of narrows(operation) ? [] : filtersOf(operation)) {
        if (operation.kind === 'stream') await tryStream(t, operation, filter, wall)
        else await tryFilter(t, operation, filter, wall)
        walked.filters++
      }
    }
    t.comment(`walked ${walked.operations} operations, ${walked.ids} ids, ${walked.filters} filters`)
  })
}

const Described = z.looseObject({
  parameters: z.array(z.object({ name: z.string(), in: z.string() })),
  requestBody: z.unknown().optional(),
})
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Described)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

/** Id fields of a schema, at any depth. */
function countIds(schema: unknown, schemas: Record<string, unknown>): number {
  if (typeof schema !== 'object' || schema === null) return 0
  return Object.entries(schema).reduce((count, [name, value]) => {
    if (name === 'examples') return count
    if (name === '$ref') return count + countIds(schemas[String(value).split('/').at(-1) ?? ''], schemas)
    const own = name === 'properties' ? Object.keys(Object(value)).filter(isIdField).length : 0
    return count + own + countIds(value, schemas)
  }, 0)
}

t.test('the walk misses no place that the OpenAPI document knows', async (t) => {
  const { paths, components } = Document.parse(printOpenApi(operations))
  const described = Object.values(paths).flatMap((methods) => Object.values(methods))
  const parameters = described.flatMap(({ parameters }) => parameters)
  const inPath = parameters.filter(({ in: place }) => place === 'path').length
  const inBody = described.reduce((count, { requestBody }) => count + countIds(requestBody, components.schemas), 0)
  const filters = parameters.filter(({ in: place, name }) => place === 'query' && name !== 'limit').length
  t.equal(described.length, operations.length)
  const ofItems = Object.values(inItems).reduce((sum, ids) => sum + ids, 0)
  t.equal(operations.flatMap(placesOf).length + ofItems, inPath + inBody)
  t.equal(operations.flatMap(filtersOf).length, filters)
  t.comment(`${operations.length} operations take ${inPath + inBody} ids and ${filters} filters; ${walls.length} walls`)
})

t.test('no operation acts for an account that is not a sub-account of the key’s', async (t) => {
  const tries: [string, string, string][] = [
    ['another account', stranger.key, child.owner.accountId],
    ['the other mode', other.key, child.owner.accountId],
    ['a sub-account for its parent', child.key, api.owner.accountId],
    ['a sub-account for its sibling', child.key, sibling.owner.accountId],
    ['an account that does not exist', api.key, 'acct_01jd8k5f9q4rwxyzabcdefghjk'],
  ]
  for (const operation of operations) {
    const request = await makeOf(operation, child)()
    for (const [name, key, id] of tries) {
      const answer = await send(operation, request, { ...child, key, headers: { 'coldframe-account': id } })
      t.match(answer, { status: 404, body: { code: 'account_not_found', detail: `There is no account ${id}.` } }, name)
    }
  }
  for (const id of [
    '',
    'x',
    'acct_',
    child.owner.accountId.toUpperCase(),
    `${child.owner.accountId}, x`,
    "acct_' or 1",
  ]) {
    const answer = await call('GET', '/v1/domains', { headers: { 'coldframe-account': id } })
    t.match(answer, { status: 404, body: { code: 'account_not_found' } }, id)
  }
  t.comment(`${operations.length} operations, ${tries.length} accounts each`)
})

t.test('with the header a key does everything for a sub-account, and only there', async (t) => {
  for (const operation of operations.filter(({ id }) => id !== 'accounts.create')) {
    const answer = await send(operation, await makeOf(operation, child)(), behind(child))
    t.ok(isSuccess(answer), `${operation.id} ${answer.status}`)
    if (operation.audit === null) continue
    const { rows } = await api.sql.query('select * from audit_log where request_id = $1', [
      answer.headers['x-request-id'],
    ])
    t.match(rows, [{ account_id: child.owner.accountId, acting_account_id: api.owner.accountId }], operation.id)
  }
  const nested = await call('POST', '/v1/accounts', { body: { name: 'Nested' }, headers: behind(child).headers })
  t.match(nested, { status: 422, body: { code: 'account_is_sub_account' } })
})

/** Who asks, and how often, is told by rows that no account may see. */
const BEFORE_THE_WALL = ['apiKeys', 'rateWindows']

t.test(
  'no operation reads or writes outside of a transaction of its account, where the database is a wall',
  async (t) => {
    const party = behind(child)
    const made: [Operation, Request][] = []
    for (const operation of operations.filter(({ id }) => id !== 'accounts.create')) {
      made.push([operation, await makeOf(operation, party)()])
    }
    const outside: string[] = []
    for (const [name, repository] of Object.entries(api.db)) {
      if (typeof repository !== 'object' || BEFORE_THE_WALL.includes(name)) continue
      for (const method of Object.keys(repository)) {
        const value = async () => void outside.push(`${name}.${method}`)
        t.intercept(Object(repository), method, { value })
      }
    }
    t.intercept(api.db, 'transaction', { value: async () => void outside.push('transaction') })
    for (const [operation, request] of made) {
      const { status } = await send(operation, request, party)
      t.same([status >= 200 && status < 300, outside.splice(0)], [true, []], operation.id)
    }
  },
)

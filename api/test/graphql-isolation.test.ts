import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql'
import t from 'tap'
import { relations } from '../src/graphql/relations.ts'
import type { Operation } from '../src/operation.ts'
import { operations } from '../src/operations.ts'
import { addOperation, addPurchase, addReadyDomain } from './fixture.ts'
import { createGoodRequests, type Request } from './good-requests.ts'
import { fieldOf, graphqlCaller, graphqlRequest, rootFieldOf } from './graphql-support.ts'
import { addSubAccount, asParty, type Party } from './parties.ts'
import { type Answer, startApi } from './support.ts'

/** Nobody reaches through GraphQL what is somebody else's: every field that takes an id, with another's. */

const api = await startApi(t)
const ask = graphqlCaller(api)

const holder = asParty({ owner: api.owner, key: api.key })
const live = { ...api.owner, livemode: true }
const sub = await addSubAccount(api)
const askers: Record<string, Party> = {
  'another account': asParty(await api.newAccount()),
  'the other mode of the same account': asParty({ owner: live, key: await api.newKey(live) }),
  'a sub-account, of what is its parent’s': sub,
  'the parent in the name of a sub-account': {
    ...sub,
    key: api.key,
    headers: { 'coldframe-account': sub.owner.accountId },
  },
}

const UNKNOWN = 'dom_01jd8k5f9q4rwxyzabcdefghjk'
const makeOf = async ({ id }: Operation, { owner }: Party): Promise<Request> =>
  (await createGoodRequests(api, owner)[id]?.()) ?? {}

const isId = (name: string) => /(^id|Ids?)$/.test(name)

interface Place {
  in: 'argument' | 'input'
  name: string
}

/** Where a field takes the id of a thing; filters find nothing, and are walked for REST. */
function placesOf(operation: Operation): Place[] {
  const params = Object.keys(operation.params?.shape ?? {})
  const inArguments = params.filter(isId).map((name): Place => ({ in: 'argument', name }))
  const inBody = Object.keys(operation.body?.shape ?? {}).filter(isId)
  return [...inArguments, ...inBody.map((name): Place => ({ in: 'input', name }))]
}

const read = ({ id, body }: Request, place: Place): string =>
  String(place.in === 'argument' ? id : Object(body)[place.name])
const write = (request: Request, place: Place, id: string): Request =>
  place.in === 'argument' ? { ...request, id } : { ...request, body: { ...Object(request.body), [place.name]: id } }

const send = (operation: Operation, request: Request, { key, headers }: Party) =>
  ask(graphqlRequest(operation, request), { key, headers })

/** All but the request's own id, and the id that was asked for. */
const words = ({ status, body }: Answer, id: string) =>
  JSON.stringify({ status, body }, (name, value) => (name === 'requestId' ? undefined : value)).replaceAll(id, '…')

const calls = operations.filter(({ kind }) => kind === 'call')

for (const [name, asker] of Object.entries(askers)) {
  t.test(`a wall before ${name}`, async (t) => {
    let walked = 0
    for (const operation of calls) {
      for (const place of placesOf(operation)) {
        const theirs = await makeOf(operation, holder)
        const own = await makeOf(operation, asker)
        const id = read(theirs, place)
        const foreign = await send(operation, write(own, place, id), asker)
        const missing = await send(operation, write(own, place, UNKNOWN), asker)
        const label = `${fieldOf(operation)} ${place.in} ${place.name}`
        t.match(
          foreign.body,
          { data: { [fieldOf(operation)]: null }, errors: [{ extensions: { status: 404 } }] },
          label,
        )
        t.equal(words(foreign, id), words(missing, UNKNOWN), `${label} tells nothing`)
        t.equal((await send(operation, theirs, holder)).body.errors, undefined, `${label} is there`)
        walked++
      }
    }
    t.comment(`walked ${calls.length} fields, ${walked} ids`)
  })
}

t.test('the walk misses no place that the schema knows', async (t) => {
  const idsOf = (type: GraphQLInputType): number => {
    const named = getNamedType(type)
    if (!isInputObjectType(named)) return 0
    return Object.values(named.getFields()).reduce(
      (sum, field) => sum + (isId(field.name) ? 1 : 0) + idsOf(field.type),
      0,
    )
  }
  // Items of a list are judged one by one, see api/test/signals.test.ts.
  for (const operation of calls.filter(({ id }) => id !== 'signals.create')) {
    const { args } = rootFieldOf(operation)
    const own = args.filter(({ name }) => isId(name) && Object.hasOwn(operation.params?.shape ?? {}, name))
    const inInput = args.filter(({ name }) => name === 'input').reduce((sum, { type }) => sum + idsOf(type), 0)
    t.equal(placesOf(operation).length, own.length + inInput, operation.id)
  }
})

t.test('a relation never leads to another account, whatever the row that it starts from says', async (t) => {
  const stranger = await api.newAccount()
  const theirs = await addReadyDomain(api, stranger.owner, 'theirs.com')
  const own = await addReadyDomain(api, api.owner, 'own.com')
  await addOperation(api, api.owner, own.domain.id)
  await addPurchase(api, api.owner, own.domain.id)
  const theirOperation = await addOperation(api, stranger.owner, theirs.domain.id)
  // A load that is asked for foreign keys, as no field ever does.
  const foreign: Record<string, string> = {
    domain: theirs.domain.id,
    operation: theirOperation,
    tenant: theirs.tenantId,
    dnsStatus: theirs.domain.id,
    verdict: theirs.domain.id,
    mailboxes: theirs.domain.id,
    operations: theirs.domain.id,
  }
  for (const { field, query, filter, load } of relations) {
    const key = foreign[field] ?? ''
    const asked = query.parse(filter === null ? {} : { [filter]: key })
    const found = (await api.db.transactionFor(api.owner, (tx) => load(tx, api.owner, [key], asked, new Set()))).get(
      key,
    )
    t.ok(found === undefined || Object(found).data.length === 0, field)
    const there = (
      await api.db.transactionFor(stranger.owner, (tx) => load(tx, stranger.owner, [key], asked, new Set()))
    ).get(key)
    t.ok(there !== undefined && (filter === null || Object(there).data.length > 0), `${field} is there`)
  }
  t.comment(`${relations.length} relations`)
})

/** Who asks, and how often, is told by rows that no account may see. */
const BEFORE_THE_WALL = ['apiKeys', 'rateWindows']

t.test(
  'nothing is read or written outside of a transaction of its account, where the database is a wall',
  async (t) => {
    const made: [Operation, Request][] = []
    for (const operation of calls.filter(({ id }) => id !== 'accounts.create'))
      made.push([operation, await makeOf(operation, sub)])
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
      const { body } = await send(operation, request, sub)
      t.same([body.errors, outside.splice(0)], [undefined, []], operation.id)
    }
    const related =
      '{ domains { nodes { tenant { id } dnsStatus { status } operation { id } mailboxes { nodes { domain { id } } } operations { nodes { id } } } } }'
    const { body } = await ask({ query: related }, { key: sub.key })
    t.same([body.errors, outside], [undefined, []])
  },
)

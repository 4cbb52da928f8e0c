import { once } from 'node:events'
import { connect } from 'node:net'
import { domainEvent } from '@coldframe/temporal'
import { createClient } from 'graphql-ws'
import t, { type Test } from 'tap'
import WebSocket from 'ws'
import { errorCatalogue } from '../src/error-catalogue.ts'
import { addOperation, addReadyDomain } from './fixture.ts'
import { startApi, type TestApi } from './support.ts'

const api = await startApi(t)
const baseUrl = await api.app.listen({ host: '127.0.0.1', port: 0 })
const url = `${baseUrl.replace('http', 'ws')}/graphql`
const PROTOCOL = 'graphql-transport-ws'

let serial = 0
async function freshOperation({ db, owner }: Pick<TestApi, 'db' | 'owner'> = api) {
  const { domain } = await addReadyDomain({ ...api, db }, owner, `follow${++serial}.com`)
  return addOperation({ ...api, db }, owner, domain.id)
}

const query =
  'subscription ($id: ID!) { operation(id: $id) { id status progress steps { name message } domain { name } } }'

interface Followed {
  data?: {
    operation: { status: string; progress: number; steps: { message: string | null }[]; domain: unknown } | null
  }
  errors?: { path?: string[]; extensions: { code: string; requestId: string } }[]
}

function clientOf(t: Test, connectionParams: Record<string, unknown>, to = url) {
  const client = createClient({
    url: to,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => {},
  })
  t.teardown(() => client.dispose())
  return client
}

function follow(t: Test, id: string, key = api.key) {
  const client = clientOf(t, { authorization: `Bearer ${key}` })
  const messages = client.iterate({ query, variables: { id } })
  const take = async (): Promise<Followed | undefined> => {
    const { value } = await messages.next()
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
  }
  return { client, take, leave: () => messages.return?.() }
}

const waitFor = (id: string, message: string) =>
  api.db.transaction((tx) => tx.operations.setStep(api.owner, id, 'register_domain', { status: 'waiting', message }))

async function takeWhen(take: () => Promise<Followed | undefined>, status: string) {
  for (;;) {
    const message = await take()
    if (!message || message.data?.operation?.status === status) return message
  }
}

/** A connection by hand, for what no client would do. */
async function open(t: Test, options: { headers?: Record<string, string>; protocol?: string } = {}) {
  const socket = new WebSocket(url, options.protocol ?? PROTOCOL, { headers: options.headers ?? {} })
  t.teardown(() => socket.terminate())
  const received: unknown[] = []
  let ring = () => {}
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)))
    ring()
  })
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }))
  await once(socket, 'open')
  async function next() {
    while (received.length === 0)
      await new Promise<void>((resolve) => {
        ring = resolve
      })
    return received.shift()
  }
  return {
    socket,
    closed,
    next,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  }
}

const authorization = `Bearer ${api.key}`
const start = (id: string, payload: object) => ({ id, type: 'subscribe', payload })

t.test('a follower gets the present state, each change with what belongs to it, and the end', async (t) => {
  const id = await freshOperation()
  const { take } = follow(t, id)
  t.match(await take(), { data: { operation: { id, status: 'RUNNING', domain: { name: /^follow/ } } } })
  await waitFor(id, 'For the registry.')
  t.match(await takeWhen(take, 'WAITING'), { data: { operation: { steps: [{ message: 'For the registry.' }] } } })
  await api.db.operations.finish(api.owner, id, { status: 'succeeded' })
  t.match(await takeWhen(take, 'SUCCEEDED'), { data: { operation: { progress: 1 } } })
  t.equal(await take(), undefined)
})

t.test('a header does as well as the first message', async (t) => {
  const { send, next } = await open(t, { headers: { authorization } })
  send({ type: 'connection_init' })
  t.match(await next(), { type: 'connection_ack' })
  send(start('1', { query, variables: { id: await freshOperation() } }))
  t.match(await next(), { id: '1', type: 'next', payload: { data: { operation: { status: 'RUNNING' } } } })
})

t.test('who is not known is told so by the code of the end', async (t) => {
  const cases: [object | undefined, number, string][] = [
    [undefined, 4_401, 'api_key_missing'],
    [{ authorization: 'Bearer cf_test_x' }, 4_401, 'api_key_invalid'],
    [{ authorization: 5 }, 4_401, 'api_key_missing'],
    [{ Authorization: authorization, 'Coldframe-Account': 'acct_x' }, 4_404, 'account_not_found'],
  ]
  for (const [payload, code, reason] of cases) {
    const { send, closed } = await open(t)
    send({ type: 'connection_init', payload })
    t.same(await closed, { code, reason })
  }
})

t.test('a key acts for a sub-account as it does elsewhere', async (t) => {
  const sub = await api.db.accounts.insertSub(api.owner, { name: 'Sub', metadata: {}, spendCeilingCents: null })
  const owner = { accountId: sub.id, livemode: false }
  const id = await freshOperation({ ...api, owner })
  const { send, next } = await open(t)
  send({ type: 'connection_init', payload: { authorization, 'coldframe-account': sub.id } })
  await next()
  send(start('1', { query, variables: { id } }))
  t.match(await next(), { type: 'next', payload: { data: { operation: { id } } } })
  t.match(await follow(t, id).take(), { errors: [{ extensions: { code: 'operation_not_found' } }] })
})

t.test('what cannot be followed is an error of the subscription, and of nothing else', async (t) => {
  const id = await freshOperation()
  const narrow = await api.newKey(api.owner, ['domains:read'])
  const stranger = await api.newAccount()
  const cases: [object, string, string?][] = [
    [{ query, variables: { id: 'op_01jd8k5f9q4rwxyzabcdefghjk' } }, 'operation_not_found'],
    [{ query, variables: { id } }, 'operation_not_found', stranger.key],
    [{ query, variables: { id } }, 'scope_missing', narrow],
    [{ query, variables: {} }, 'query_invalid'],
    [{ query: 'subscription { colour }' }, 'query_invalid'],
    [{ query: 'subscription {' }, 'query_invalid'],
    [{ query: '{ __typename }' }, 'query_invalid'],
    [{ query: 'mutation { __typename }' }, 'query_invalid'],
    [{ query: 'subscription { ...a } fragment a on Subscription { ...a }' }, 'query_invalid'],
    [{ query: `subscription { a: operation(id: "x") { id } b: operation(id: "x") { id } }` }, 'query_invalid'],
    [{ query: `{ ${'a '.repeat(6_000)} }` }, 'query_too_complex'],
    [{ query: '{'.repeat(60_000) }, 'query_too_complex'],
  ]
  for (const [payload, code, key] of cases) {
    const { send, next } = await open(t, { headers: { authorization: `Bearer ${key ?? api.key}` } })
    send({ type: 'connection_init' })
    await next()
    send(start('1', payload))
    const label = JSON.stringify(payload).slice(0, 100)
    const { type, payload: answer } = Object(await next())
    // What is wrong before it begins ends it; what its beginning finds is told as its only message.
    t.match(type === 'error' ? answer : answer.errors, [{ extensions: { code, requestId: /./ } }], label)
    if (type === 'next') t.match(await next(), { type: 'complete' })
    t.ok(Object.hasOwn(errorCatalogue, code))
    send({ type: 'ping' })
    t.match(await next(), { type: 'pong' })
  }
})

t.test('events are followed from a sequence on, of the types that are asked for', async (t) => {
  const client = clientOf(t, { authorization })
  const query = `subscription ($after: Int64) { events(afterSequence: $after, types: "domain.created") { sequence type ... on DomainEvent { data { name } } } }`
  async function raise(name: string): Promise<number> {
    const { domain } = await addReadyDomain(api, api.owner, name)
    await api.db.transaction((tx) => tx.events.append(api.owner, [domainEvent('domain.created', domain)]))
    return api.db.events.lastSequence(api.owner)
  }
  const sequence = await raise('early.com')
  const messages = client.iterate<{ events: { sequence: number; data: { name: string } } }>({
    query,
    variables: { after: sequence - 1 },
  })
  t.match((await messages.next()).value, {
    data: { events: { sequence, type: 'DOMAIN_CREATED', data: { name: 'early.com' } } },
  })
  await raise('later.com')
  t.match((await messages.next()).value, { data: { events: { sequence: sequence + 1, data: { name: 'later.com' } } } })
})

t.test('a relation without its scope is null, with an error beside it', async (t) => {
  const key = await api.newKey(api.owner, ['operations:read'])
  const { take } = follow(t, await freshOperation(), key)
  t.match(await take(), {
    data: { operation: { status: 'RUNNING', domain: null } },
    errors: [{ path: ['operation', 'domain'], extensions: { code: 'scope_missing' } }],
  })
})

t.test('what is no message of the protocol ends the connection, and nothing else', async (t) => {
  const { send: sendFirst, closed: first } = await open(t)
  sendFirst('nonsense')
  t.match(await first, { code: 4_400 })
  const { send: sendEarly, closed: early } = await open(t)
  sendEarly(start('1', { query }))
  t.match(await early, { code: 4_401 })
  const { closed: other } = await open(t, { protocol: 'graphql-ws' }).catch(() => ({
    closed: Promise.resolve({ code: 4_406 }),
  }))
  t.match(await other, { code: 4_406 })
  const { send: sendLong, closed: long } = await open(t)
  sendLong(`"${'x'.repeat(200_000)}"`)
  t.match(await long, { code: 1_009 })
  const { send: sendTwice, next, closed: twice } = await open(t, { headers: { authorization } })
  sendTwice({ type: 'connection_init' })
  await next()
  const id = await freshOperation()
  sendTwice(start('1', { query, variables: { id } }))
  sendTwice(start('1', { query, variables: { id } }))
  t.match(await twice, { code: 4_409 })
  const { send: sendOdd, next: nextOdd, closed: odd } = await open(t, { headers: { authorization } })
  sendOdd({ type: 'connection_init' })
  await nextOdd()
  sendOdd(start('1', { query: 5 }))
  t.match(await odd, { code: 4_400 })
})

t.test('a connection follows a hundred things, and no more', async (t) => {
  const id = await freshOperation()
  const { send, next } = await open(t, { headers: { authorization } })
  send({ type: 'connection_init' })
  await next()
  for (let i = 0; i < 101; i++) send(start(String(i), { query, variables: { id } }))
  const answers = []
  for (let i = 0; i < 101; i++) answers.push(await next())
  t.equal(answers.filter((answer) => Object(answer).type === 'next').length, 100)
  t.match(
    answers.find((answer) => Object(answer).type === 'error'),
    { payload: [{ extensions: { code: 'query_too_complex' } }] },
  )
})

async function codeOf(messages: AsyncIterableIterator<{ errors?: readonly unknown[] }>): Promise<unknown> {
  const failed = await messages.next().then(
    ({ value }) => value?.errors,
    (thrown: unknown) => thrown,
  )
  return Object(Object(failed)[0]).extensions?.code
}

t.test('each subscription counts as a request', async (t) => {
  const own = await startApi(t, { limits: { rate: { limit: 4, windowMs: 60_000 } } })
  const ownUrl = `${(await own.app.listen({ host: '127.0.0.1', port: 0 })).replace('http', 'ws')}/graphql`
  const client = clientOf(t, { authorization: `Bearer ${own.key}` }, ownUrl)
  const codes = []
  for (let i = 0; i < 4; i++) codes.push(await codeOf(client.iterate({ query, variables: { id: 'op_x' } })))
  t.same(codes.slice(0, 1), ['operation_not_found'])
  t.same(codes.slice(-1), ['rate_limited'])
})

t.test('when followers leave, by message or by closing, nothing is read for them any more', async (t) => {
  const id = await freshOperation()
  const byMessage = follow(t, id)
  const byClosing = follow(t, id)
  await Promise.all([byMessage.take(), byClosing.take()])
  await byMessage.leave()
  await byClosing.client.dispose()
  const reads = t.capture(api.db, 'transactionFor', api.db.transactionFor)
  // They are told of it by the socket, which takes its time.
  for (let turn = 1; ; turn++) {
    reads()
    await waitFor(id, `Turn ${turn}.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (reads().length === 0) break
    t.ok(turn < 50, `turn ${turn}`)
  }
  t.pass('a change is read by nobody')
})

t.test('subscriptions end when the process stops', async (t) => {
  const own = await startApi(t)
  const ownUrl = `${(await own.app.listen({ host: '127.0.0.1', port: 0 })).replace('http', 'ws')}/graphql`
  const { domain } = await addReadyDomain(own, own.owner, 'stop.com')
  const id = await addOperation(own, own.owner, domain.id)
  const messages = clientOf(t, { authorization: `Bearer ${own.key}` }, ownUrl).iterate({ query, variables: { id } })
  await messages.next()
  const startedAt = performance.now()
  await Promise.all([own.app.close(), messages.next().catch(() => undefined)])
  t.ok(performance.now() - startedAt < 2_000, 'within two seconds')
})

async function upgrade(path: string, lines: string[], body = '') {
  const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1')
  const head = [...lines, `content-length: ${body.length}`, 'host: x', `authorization: ${authorization}`]
  socket.write(`${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`)
  const [data] = await once(socket, 'data')
  socket.destroy()
  return String(data)
}

t.test('an upgrade to anything else is passed over', async (t) => {
  const toHttp2 = ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAoAAA']
  t.match(await upgrade('GET /v1/domains', toHttp2), /^HTTP\/1\.1 200 /)
  const body = JSON.stringify({ query: '{ __typename }' })
  t.match(await upgrade('POST /graphql', [...toHttp2, 'content-type: application/json'], body), /^HTTP\/1\.1 200 /)
  const toWebSocket = [
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ]
  t.match(await upgrade('GET /v1/domains', toWebSocket), /^HTTP\/1\.1 200 /)
  t.match(await upgrade('GET /graphql', toWebSocket), /^HTTP\/1\.1 101 /)
  t.match(await upgrade('GET /graphql', toWebSocket.slice(0, 2)), /^HTTP\/1\.1 400 /)
})

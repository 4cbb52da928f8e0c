import { once } from 'node:events'
import { connect } from 'node:net'
import t, { type Test } from 'tap'
import { createEventSource, type Message, messagesOf } from './event-source.ts'
import { addOperation, addReadyDomain } from './fixture.ts'
import { startApi } from './support.ts'

const api = await startApi(t)

let serial = 0
async function freshOperation() {
  const { domain } = await addReadyDomain(api, api.owner, `events${++serial}.com`)
  return addOperation(api, api.owner, domain.id)
}

interface State {
  status: string
  steps?: { message: string | null }[]
}
type Messages = AsyncGenerator<Message<State>>

const source = await createEventSource<State>(api.app)
const open = (t: Test, id: string, headers: Record<string, string> = {}) =>
  source.open(t, `/v1/operations/${id}/events`, { key: api.key, headers })

/** The first message that is as expected: a reader between two writes may see one half of a change before the whole. */
async function takeWhen(messages: Messages, isExpected: (data: State) => boolean) {
  for (;;) {
    const message = await take(messages)
    if (!message || isExpected(message.data)) return message
  }
}

const take = async (messages: Messages) => (await messages.next()).value

const listeners = async () => {
  const { rows } = await api.sql.query(
    `select pid from pg_stat_activity where query ilike 'listen%' and datname = current_database()`,
  )
  return rows.map((row) => row.pid)
}

async function until(isTrue: () => Promise<boolean>) {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 10))
}

const wait = (id: string, message: string) =>
  api.db.transaction((tx) => tx.operations.setStep(api.owner, id, 'register_domain', { status: 'waiting', message }))

const isFor =
  (message: string) =>
  ({ status, steps }: State) =>
    status === 'waiting' && steps?.[0]?.message === message
const hasEnded = ({ status }: State) => status === 'succeeded'

t.test('a follower gets the present state, each change, and the end', async (t) => {
  const id = await freshOperation()
  const { response, messages } = await open(t, id)
  t.match(response.headers.get('content-type'), 'text/event-stream')
  t.match(await take(messages), { event: 'operation', data: { id, status: 'running', steps: [{ status: 'running' }] } })
  await wait(id, 'For the registry.')
  t.match(await takeWhen(messages, isFor('For the registry.')), { event: 'operation', id: /^20/ })
  await api.db.operations.finish(api.owner, id, { status: 'succeeded' })
  t.match(await takeWhen(messages, hasEnded), { event: 'operation', data: { progress: 1 } })
  t.match(await take(messages), { event: 'end', data: { status: 'succeeded' } })
  t.equal(await take(messages), undefined)
})

t.test('one that has ended is told once, whatever Last-Event-ID says', async (t) => {
  const id = await freshOperation()
  await api.db.operations.finish(api.owner, id, { status: 'failed', message: 'No.' })
  const { messages } = await open(t, id, { 'last-event-id': '2026-01-01T00:00:00.000Z' })
  t.match(await take(messages), { event: 'operation', data: { status: 'failed', message: 'No.' } })
  t.match(await take(messages), { event: 'end' })
  t.equal(await take(messages), undefined)
})

t.test('a hundred followers share one listening connection, and each is told', async (t) => {
  const id = await freshOperation()
  const followers = await Promise.all(Array.from({ length: 100 }, () => open(t, id)))
  await Promise.all(followers.map(({ messages }) => take(messages)))
  t.equal((await listeners()).length, 1)
  await api.db.operations.finish(api.owner, id, { status: 'succeeded' })
  const last = await Promise.all(followers.map(({ messages }) => takeWhen(messages, hasEnded)))
  for (const message of last) t.equal(message?.data.status, 'succeeded')
})

t.test('changes are still told when the listening connection was cut, and after it is back', async (t) => {
  const id = await freshOperation()
  const { messages } = await open(t, id)
  await take(messages)
  const [pid] = await listeners()
  await api.sql.query('select pg_terminate_backend($1)', [pid])
  await wait(id, 'While it is cut.')
  t.ok(await takeWhen(messages, isFor('While it is cut.')))
  await until(async () => (await listeners()).some((other) => other !== pid))
  await wait(id, 'When it is back.')
  t.ok(await takeWhen(messages, isFor('When it is back.')))
})

t.test('a client that takes nothing holds up nobody, and gets the newest state when it does', async (t) => {
  const id = await freshOperation()
  const socket = connect(Number(new URL(source.baseUrl).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  socket.pause()
  socket.write(`GET /v1/operations/${id}/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.key}\r\n\r\n`)
  const { messages } = await open(t, id)
  await take(messages)
  await wait(id, 'x'.repeat(100_000))
  t.ok(await takeWhen(messages, ({ status }) => status === 'waiting'))
  await api.db.operations.finish(api.owner, id, { status: 'succeeded' })
  t.ok(await takeWhen(messages, hasEnded))
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.resume()
  await once(socket, 'end')
  t.match(text, /event: end\ndata: \{"status":"succeeded"\}/)
})

t.test('after clients have gone, nothing is read for them any more', async (t) => {
  const id = await freshOperation()
  const { messages, leave } = await open(t, id)
  await take(messages)
  leave()
  const connections = () =>
    new Promise<number>((resolve) => api.app.server.getConnections((_, count) => resolve(count)))
  await until(async () => (await connections()) === 0)
  t.pass('the connection is gone')
})

t.test('a stream ends when the process stops, without saying that the operation has', async (t) => {
  const own = await startApi(t)
  const url = await own.app.listen({ host: '127.0.0.1', port: 0 })
  const { domain } = await addReadyDomain(own, own.owner, 'stop.com')
  const id = await addOperation(own, own.owner, domain.id)
  const response = await fetch(`${url}/v1/operations/${id}/events`, { headers: { authorization: `Bearer ${own.key}` } })
  const messages = messagesOf<State>(response)
  await take(messages)
  const startedAt = performance.now()
  await own.app.close()
  t.equal(await take(messages), undefined)
  t.ok(performance.now() - startedAt < 2000, 'within two seconds')
})
